package shell

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// history is %history: the code of earlier cells.
func (c *call) history() error {
	from, to, err := cellRange(c.args)
	if err != nil {
		return err
	}
	c.mu.Lock()
	cells := c.entered
	c.mu.Unlock()
	if len(cells) > 0 && from < 0 { // the last ones
		from = max(0, cells[max(0, len(cells)+from)].Number)
	}
	for _, r := range cells {
		if r.Number >= from && r.Number <= to {
			c.print("%scell[%d]%s\n%s\n", faint, r.Number, reset, strings.TrimRight(r.Code, "\n"))
		}
	}
	return nil
}

// cellRange reads the argument of %history: nothing for all cells, 3 for one, 3-5 for some, -2 for the last two.
func cellRange(arg string) (from, to int, err error) {
	const all = 1 << 40
	if arg == "" {
		return 0, all, nil
	}
	if n, err := strconv.Atoi(arg); err == nil && n < 0 {
		return n - 1, all, nil // %history itself is the last one
	}
	a, b, isRange := strings.Cut(arg, "-")
	if from, err = strconv.Atoi(a); err == nil {
		if to = from; isRange {
			to, err = strconv.Atoi(b)
		}
	}
	if err != nil {
		return 0, 0, fmt.Errorf("%%history: %s is no number of a cell, nor two with a - between them", arg)
	}
	return from, to, nil
}

// load is %load: the front end puts the text of a file in the place of the cell.
func (c *call) load() error {
	if c.args == "" {
		return errors.New("%load: give the name of a file")
	}
	name := c.path(c.args)
	text, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%%load: %w", err)
	}
	c.turn.next = &NextInput{Code: "// %load " + c.args + "\n" + string(text), Replace: true}
	return nil
}

// lsmagic is %lsmagic: the names of all commands.
func (c *call) lsmagic() error {
	line := 0
	for _, n := range append([]string{"!", "!*"}, commandNames()...) {
		if line += len(n) + 2; line > 80 {
			c.print("\n")
			line = len(n) + 2
		}
		c.print("%s  ", n)
	}
	c.print("\n%%help tells what they do.\n")
	return nil
}
