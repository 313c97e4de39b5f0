package nb

import "strings"

// Front is what a notebook says of itself in its first Markdown cell, in nbdev's form:
//
//	# Title
//
//	> Description
//
//	- order: 3
//	- skip_exec: true
type Front struct {
	Title       string
	Description string
	Settings    map[string]string // the list, or the lines of a raw cell between --- and ---; keys in lower case
}

// Front reads the title, description and settings of the notebook.
func (n *Notebook) Front() Front {
	f := Front{Settings: map[string]string{}}
	for _, c := range n.Cells {
		switch {
		case c.Type == Raw && strings.HasPrefix(strings.TrimSpace(c.Source), "---"):
			f.readSettings(strings.Split(c.Source, "\n"), "")
		case c.Type == Markdown && f.Title == "":
			f.readCell(strings.Split(c.Source, "\n"))
		}
		if f.Title != "" {
			break
		}
	}
	if t := f.Settings["title"]; t != "" {
		f.Title = t
	}
	if d := f.Settings["description"]; d != "" {
		f.Description = d
	}
	return f
}

// readCell reads a cell that begins with a heading of the first level; others say nothing.
func (f *Front) readCell(lines []string) {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		title, ok := strings.CutPrefix(line, "# ")
		switch {
		case ok:
			f.Title = strings.TrimSpace(title)
			f.readBelow(lines[i+1:])
			return
		case line != "":
			return
		}
	}
}

// readBelow reads the quotation and the list below the title; anything else ends them.
func (f *Front) readBelow(lines []string) {
	for i, line := range lines {
		line = strings.TrimSpace(line)
		quoted, ok := strings.CutPrefix(line, ">")
		switch {
		case line == "":
		case ok:
			f.Description = strings.TrimSpace(f.Description + " " + strings.TrimSpace(quoted))
		case strings.HasPrefix(line, "- "):
			f.readSettings(lines[i:], "- ")
			return
		default:
			return
		}
	}
}

// readSettings reads lines "key: value" that have the prefix, up to the first blank line.
func (f *Front) readSettings(lines []string, prefix string) {
	for _, line := range lines {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), prefix)
		key, value, isPair := strings.Cut(rest, ":")
		if !ok || rest == "" {
			return
		}
		if isPair && !strings.Contains(key, " ") {
			f.Settings[strings.ToLower(key)] = strings.Trim(strings.TrimSpace(value), `"'`)
		}
	}
}
