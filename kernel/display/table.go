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
	tableEdge    = 10 // of more: the last ones; the first are tableRows-tableEdge
	tableColumns = 40
	cellText     = 200 // characters
)

// tableOf gives the HTML table of a slice, array or map whose elements are structs or pointers to structs: one row an
// element, one column a field. It is "" for all other values and for elements that speak for themselves.
func tableOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Slice, reflect.Array, reflect.Map:
	default:
		return ""
	}
	elem := v.Type().Elem()
	record := elem
	if record.Kind() == reflect.Pointer {
		record = record.Elem()
	}
	if record.Kind() != reflect.Struct || record.NumField() == 0 || v.Len() == 0 || speaks(reflect.Zero(elem).Interface()) {
		return ""
	}
	t := table{columns: min(record.NumField(), tableColumns)}
	t.head(v, record)
	at := func(i int) (label string, row reflect.Value) { return strconv.Itoa(i), v.Index(i) }
	if v.Kind() == reflect.Map {
		keys := v.MapKeys()
		slices.SortFunc(keys, compareKeys)
		at = func(i int) (string, reflect.Value) { return short(keys[i]), v.MapIndex(keys[i]) }
	}
	for i := 0; i < v.Len(); i++ {
		if v.Len() > tableRows && i == tableRows-tableEdge {
			t.printf("<tr><th>…</th><td colspan=\"%d\">%d more rows</td></tr>\n", t.columns, v.Len()-tableRows)
			i = v.Len() - tableEdge
		}
		t.row(at(i))
	}
	t.printf("</tbody>\n</table>")
	if v.Len() > tableRows || record.NumField() > t.columns {
		t.printf("\n<p>%d rows × %d columns</p>", v.Len(), record.NumField())
	}
	return t.String()
}

// table writes an HTML table of structs.
type table struct {
	strings.Builder
	columns int
}

func (t *table) printf(format string, args ...any) { fmt.Fprintf(t, format, args...) }

func (t *table) head(v reflect.Value, record reflect.Type) {
	t.printf("<table>\n<thead><tr><td></td>")
	for i := range t.columns {
		t.printf("<th>%s</th>", html.EscapeString(record.Field(i).Name))
	}
	t.printf("</tr></thead>\n<tbody>\n")
}

func (t *table) row(label string, v reflect.Value) {
	t.printf("<tr><th>%s</th>", html.EscapeString(label))
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			t.printf("<td colspan=\"%d\">&lt;nil&gt;</td></tr>\n", t.columns)
			return
		}
		v = v.Elem()
	}
	for i := range t.columns {
		t.printf("<td>%s</td>", html.EscapeString(short(v.Field(i))))
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
