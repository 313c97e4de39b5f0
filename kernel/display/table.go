package display

import (
	"fmt"
	"html"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// How much of a table is shown.
const (
	tableRows    = 60 // all of them up to here
	tableEdge    = 10 // of more: shown at each end
	tableColumns = 40
	cellText     = 200 // characters
)

// columns are those of a table, and what a row has in them.
type columns struct {
	names []string
	row   func(elem reflect.Value) []string // of an element that is not nil; may be shorter than names
}

// tableOf gives the HTML table of a slice, array or map, one row an element, whose elements are
//
//   - structs or pointers to structs: one column a field,
//   - maps with strings as keys: one column a key,
//   - lists of strings, but not those of a map: one column an index.
//
// It is "" for all other values and for elements that speak for themselves.
func tableOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
	default:
		return ""
	}
	elem := v.Type().Elem()
	if v.Len() == 0 || speaks(elem) || speaks(reflect.PointerTo(elem)) {
		return ""
	}
	label := strconv.Itoa
	at := v.Index
	if v.Kind() == reflect.Map {
		key := sortedKeys(v, tableRows, tableEdge)
		label = func(i int) string { return short(key(i)) }
		at = func(i int) reflect.Value { return v.MapIndex(key(i)) }
	}
	var rows []int // -1: those left out
	for i := 0; i < v.Len(); i++ {
		if v.Len() > tableRows && i == tableEdge {
			rows = append(rows, -1)
			i = v.Len() - tableEdge
		}
		rows = append(rows, i)
	}
	cols, ok := columnsOf(v.Type(), func(yield func(reflect.Value)) {
		for _, i := range rows {
			if i >= 0 {
				yield(at(i))
			}
		}
	})
	if !ok || len(cols.names) == 0 {
		return ""
	}
	t := table{columns: min(len(cols.names), tableColumns)}
	t.head(cols.names[:t.columns])
	for _, i := range rows {
		if i < 0 {
			t.printf("<tr><th>…</th><td colspan=\"%d\">%d more rows</td></tr>\n", t.columns, v.Len()-2*tableEdge)
			continue
		}
		t.row(label(i), at(i), cols.row)
	}
	t.printf("</tbody>\n</table>")
	if v.Len() > tableRows || len(cols.names) > t.columns {
		t.printf("\n<p>%d rows × %d columns</p>", v.Len(), len(cols.names))
	}
	return t.String()
}

// columnsOf finds the columns of a table for a value of the type; each calls its argument for those of its elements that are shown.
func columnsOf(t reflect.Type, each func(func(reflect.Value))) (columns, bool) {
	elem := t.Elem()
	record := elem
	if record.Kind() == reflect.Pointer {
		record = record.Elem()
	}
	switch {
	case record.Kind() == reflect.Struct:
		var c columns
		for f := range record.Fields() {
			c.names = append(c.names, f.Name)
		}
		c.row = func(v reflect.Value) (row []string) {
			for i := range min(v.NumField(), tableColumns) {
				row = append(row, short(v.Field(i)))
			}
			return row
		}
		return c, true
	case elem.Kind() == reflect.Map && elem.Key().Kind() == reflect.String:
		return keyColumns(elem, each), true
	case t.Kind() != reflect.Map && (elem.Kind() == reflect.Slice || elem.Kind() == reflect.Array) && elem.Elem().Kind() == reflect.String:
		return indexColumns(each), true
	}
	return columns{}, false
}

func keyColumns(elem reflect.Type, each func(func(reflect.Value))) columns {
	var c columns
	seen := make(map[string]bool)
	each(func(v reflect.Value) {
		for _, k := range v.MapKeys() {
			if !seen[k.String()] {
				seen[k.String()] = true
				c.names = append(c.names, k.String())
			}
		}
	})
	slices.Sort(c.names)
	c.row = func(v reflect.Value) (row []string) {
		for _, name := range c.names[:min(len(c.names), tableColumns)] {
			if e := v.MapIndex(reflect.ValueOf(name).Convert(elem.Key())); e.IsValid() {
				row = append(row, short(e))
			} else {
				row = append(row, "")
			}
		}
		return row
	}
	return c
}

func indexColumns(each func(func(reflect.Value))) columns {
	var c columns
	each(func(v reflect.Value) {
		for len(c.names) < v.Len() {
			c.names = append(c.names, strconv.Itoa(len(c.names)))
		}
	})
	c.row = func(v reflect.Value) (row []string) {
		for i := range min(v.Len(), tableColumns) {
			row = append(row, short(v.Index(i)))
		}
		return row
	}
	return c
}

// table writes an HTML table.
type table struct {
	strings.Builder
	columns int
}

func (t *table) printf(format string, args ...any) { fmt.Fprintf(t, format, args...) }

func (t *table) head(names []string) {
	t.printf("<table>\n<thead><tr><td></td>")
	for _, name := range names {
		t.printf("<th>%s</th>", html.EscapeString(name))
	}
	t.printf("</tr></thead>\n<tbody>\n")
}

func (t *table) row(label string, v reflect.Value, cells func(reflect.Value) []string) {
	t.printf("<tr><th>%s</th>", html.EscapeString(label))
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			t.printf("<td colspan=\"%d\">&lt;nil&gt;</td></tr>\n", t.columns)
			return
		}
		v = v.Elem()
	}
	row := cells(v)
	for i := range t.columns {
		cell := ""
		if i < len(row) {
			cell = row[i]
		}
		t.printf("<td>%s</td>", html.EscapeString(cell))
	}
	t.printf("</tr>\n")
}

// short is the text of v on one line, cut to what a table cell bears.
func short(v reflect.Value) string {
	p := printer{left: 4 * cellText}
	runes := []rune(p.value(v, 0).flat())
	if len(runes) > cellText {
		return string(runes[:cellText]) + "…"
	}
	return string(runes)
}
