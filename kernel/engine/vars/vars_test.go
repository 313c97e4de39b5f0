package vars

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

type inner struct {
	A int
	b string
}

func TestDescribe(t *testing.T) {
	var nothing any
	for _, c := range []struct {
		name  string
		value any // a pointer to the variable
		want  Entry
	}{
		{"int", ptr(3), Entry{"v", "int", "3", 0}},
		{"string", ptr("a\nb"), Entry{"v", "string", `"a\nb"`, 0}},
		{"struct", ptr(inner{1, "x"}), Entry{"v", "vars.inner", "{A:1 b:x}", 2}},
		{"pointer", ptr(&inner{1, "x"}), Entry{"v", "*vars.inner", "&{A:1 b:x}", 2}},
		{"nil pointer", ptr((*inner)(nil)), Entry{"v", "*vars.inner", "<nil>", 0}},
		{"slice", ptr([]int{1, 2}), Entry{"v", "[]int", "[1 2]", 2}},
		{"map", ptr(map[string]int{"a": 1}), Entry{"v", "map[string]int", "map[a:1]", 1}},
		{"interface", ptr(any(2.5)), Entry{"v", "interface {}(float64)", "2.5", 0}},
		{"nil interface", &nothing, Entry{"v", "interface {}", "<nil>", 0}},
		{"what speaks for itself", ptr(2 * time.Second), Entry{"v", "time.Duration", "2s", 0}},
		{"function", ptr(strings.ToUpper), Entry{"v", "func(string) string", "func(string) string", 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := describe("v", reflect.ValueOf(c.value).Elem()); got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestShort_isLimited(t *testing.T) {
	if got := short(reflect.ValueOf(strings.Repeat("é", 500))); len(got) > maxValue+len("…") || !strings.HasSuffix(got, "é…") {
		t.Errorf("%d bytes: %s", len(got), got)
	}
}

func TestParts(t *testing.T) {
	for _, c := range []struct {
		name  string
		value any
		want  string
	}{
		{"fields, unexported too", inner{1, "x"}, "A=1 b=\"x\""},
		{"elements", [2]bool{true, false}, "[0]=true [1]=false"},
		{"keys in order", map[int]string{10: "ten", 9: "nine"}, `[9]="nine" [10]="ten"`},
		{"behind a pointer", &[]int{7}, "[0]=7"},
		{"none", 3, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range parts(reflect.ValueOf(c.value)) {
				got = append(got, p.name+"="+short(p.value))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), c.want)
			}
			if n := count(reflect.ValueOf(c.value)); n != len(got) {
				t.Errorf("count is %d", n)
			}
		})
	}
}
