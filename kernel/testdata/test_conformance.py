"""The conformance tests of the Jupyter project (jupyter_kernel_test), with samples in Go for every test there is.

Run by `make kernel-test`, with the kernel installed into the environment of this Python.
"""

import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kc.execute_interactive("1", timeout=300)  # the first cell on a machine builds the worker

    kernel_name = "gradbook"
    language_name = "go"
    file_extension = ".go"

    code_hello_world = 'fmt.Println("hello, world")'
    code_stderr = 'fmt.Fprintln(os.Stderr, "oops")'
    code_generate_error = 'panic("on purpose")'

    completion_samples = [
        {"text": "strings.HasP", "matches": {"HasPrefix"}},
        {"text": "math.MaxInt1", "matches": {"MaxInt16"}},
        {"text": "fallth", "matches": {"fallthrough"}},
    ]
    complete_code_samples = ["1 + 1", "x := 3", "func f() int {\n\treturn 1\n}", 'fmt.Println("a")', "for i := range 3 {\n\tprint(i)\n}"]
    incomplete_code_samples = ["func f() {", "for i := range 3 {", "x := []int{1,", 'fmt.Println("a",', "s := `raw", "if true {\n\tprint(1)"]
    invalid_code_samples = ["x := )", "func 3() {}", "for } {", "var 1x int"]

    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": 'strings.Repeat("ab", 3)', "result": "ababab"},
        {"code": "[]int{1, 2, 3}", "result": "[1 2 3]"},
        {"code": "math.Sqrt(2)", "result": "1.4142135623730951"},
        {"code": "6 * 7", "result": "42"},
        {"code": "6 * 7", "result": "42"},
    ]
    code_display_data = [
        {"code": 'display.HTML("<b>bold</b>")', "mime": "text/html"},
        {"code": 'display.Markdown("*slanted*")', "mime": "text/markdown"},
        {"code": 'display.SVG("<svg xmlns=\'http://www.w3.org/2000/svg\'/>")', "mime": "image/svg+xml"},
        {"code": 'display.Latex("x^2")', "mime": "text/latex"},
        {"code": 'display.JSON(map[string]int{"a": 1})', "mime": "application/json"},
        {"code": "display.PNG([]byte{0x89, 'P', 'N', 'G'})", "mime": "image/png"},
    ]
    code_page_something = "?strings.HasPrefix"
    code_history_pattern = "6 [*] 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "strings.HasPrefix"
    code_clear_output = "display.Clear(false)"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "gradbook"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
