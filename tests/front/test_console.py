"""jupyter console in a terminal: prompts, cells of several lines, Tab, Ctrl-C, questions, exit.

Run by `make test-front`, with the kernel installed into the environment of this Python.
"""

import os
import re
import sys
import unittest

import pexpect

PATIENCE = float(os.environ.get("GRADBOOK_PATIENCE", "300"))  # for the first cell on a machine, which builds the worker
JUPYTER = os.path.join(os.path.dirname(sys.executable), "jupyter")
ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")


class Console(unittest.TestCase):
    def setUp(self):
        env = {**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.term = pexpect.spawn(JUPYTER, ["console", "--kernel", "gradbook"], encoding="utf-8", timeout=60, env=env, dimensions=(40, 100))
        self.term.logfile_read = self.log = Log()
        self.addCleanup(self.term.close, force=True)
        self.expect(r"In \[1\]: ")

    def expect(self, pattern, timeout=60):
        """Waits for what the terminal shows, whatever its colours and movements of the cursor are."""
        try:
            self.log.expect(self.term, pattern, timeout)
        except (pexpect.TIMEOUT, pexpect.EOF):
            self.fail(f"{pattern} did not come; the terminal shows:\n{self.log.rest()[-2000:]}")

    def line(self, text):
        self.term.send(text + "\r")

    def test_a_session(self):
        self.line("x := 20 + 1")
        self.expect(r"In \[2\]: ", PATIENCE)
        self.line("x * 2")
        self.expect(r"Out\[2\]: .*42")
        self.expect(r"In \[3\]: ")
        self.line("func twice(n int) int {")  # not complete: the console asks for more
        self.expect(r"\.\.\.:")
        self.line("return 2 * n")
        self.line("}")
        self.line("")
        self.expect(r"In \[4\]: ")
        self.term.send("twi\t")
        self.expect("twice")
        self.line("(4)")
        self.expect(r"Out\[4\]: .*8")
        self.line("panic(`on purpose`)")
        self.expect(r"on purpose.*In \[6\]: ")
        self.line('fmt.Println("begun"); for {}')
        self.expect(r"begun\s")
        self.term.send("\x03")
        self.expect(r"In \[7\]: ")
        self.line("x")
        self.expect(r"Out\[7\]: .*21")
        self.line('name, _ := display.Input("Who? "); fmt.Println("hello,", name)')
        self.expect(r"Who\? ")
        self.line("Gopher")
        self.expect("hello, Gopher")
        self.expect(r"In \[9\]: ")
        self.line("?strings.HasPrefix")
        self.expect("reports whether the string s begins with prefix")
        self.expect(r"In \[10\]: ")
        self.line("exit")
        self.term.expect(pexpect.EOF, timeout=30)
        self.term.close()
        self.assertEqual(self.term.exitstatus, 0)


class Log:
    """What a terminal has shown, as plain text, with what was expected so far left behind."""

    def __init__(self):
        self.raw, self.at = "", 0

    def write(self, text):
        self.raw += text

    def flush(self):
        pass

    def rest(self):
        return ANSI.sub("", self.raw)[self.at :]

    def expect(self, term, pattern, timeout):
        wanted = re.compile(pattern, re.S)
        while True:
            found = wanted.search(self.rest())
            if found:
                self.at += found.end()
                return
            term.expect(r".+", timeout=timeout)


if __name__ == "__main__":
    unittest.main()
