package kernel_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradbook/gradbook/kernel"
	"github.com/gradbook/gradbook/kernel/display"
	"github.com/gradbook/gradbook/kernel/engine/vars"
	"github.com/gradbook/gradbook/kernel/wire"
)

// viewable is a scripted shell with two variables, one of which has parts. Those of real cells are in package shell.
type viewable struct{ scripted }

func (*viewable) Variables() ([]vars.Entry, error) {
	return []vars.Entry{{Name: "n", Type: "int", Value: "3"}, {Name: "s", Type: "[]int", Value: "[1 2]", Kids: 2}}, nil
}

func (*viewable) Parts(name string, path ...int) ([]vars.Entry, error) {
	kids := 1
	if len(path) > 0 {
		kids = 0
	}
	return []vars.Entry{{Name: "[0]", Type: "T", Value: fmt.Sprint(name, path), Kids: kids}, {Name: "[1]", Type: "T", Value: "x"}}, nil
}

func (*viewable) Show(name string) (display.Bundle, error) {
	if name != "n" {
		return nil, errors.New("no such variable")
	}
	return display.Bundle{display.MIMEHTML: "<b>3</b>"}, nil
}

// TestDebug is what a front end asks to fill its view of variables, in that order.
func TestDebug(t *testing.T) {
	c := start(t, func(config *kernel.Config) { config.Shell = &viewable{} })
	type object = map[string]any
	variable := func(name, typ, value string, ref float64) object {
		v := object{"name": name, "value": value, "evaluateName": name, "variablesReference": ref}
		if typ != "" {
			v["type"] = typ
		}
		return v
	}
	for i, test := range []struct {
		command   string
		arguments object
		want      object // the body; nil: the request fails
		part      bool   // want is only part of it
	}{
		{"debugInfo", nil, object{"isStarted": false, "richRendering": true, "breakpoints": []any{}}, true},
		{"initialize", object{"clientID": "test"}, object{"supportsSetVariable": false}, true},
		{"attach", object{}, object{}, false},
		{"debugInfo", nil, object{"isStarted": true}, true},
		{"inspectVariables", object{}, object{"variables": []any{variable("n", "int", "3", 0), variable("s", "[]int", "[1 2]", 1)}}, false},
		{"variables", object{"variablesReference": 1}, object{"variables": []any{variable("[0]", "T", "s[]", 2), variable("[1]", "", "x", 0)}}, false},
		{"variables", object{"variablesReference": 2}, object{"variables": []any{variable("[0]", "", "s[0]", 0), variable("[1]", "", "x", 0)}}, false},
		{"variables", object{"variablesReference": 1, "start": 1, "count": 1}, object{"variables": []any{variable("[1]", "", "x", 0)}}, false},
		{"variables", object{"variablesReference": 99}, nil, false},
		{"richInspectVariables", object{"variableName": "n"}, object{"data": object{"text/html": "<b>3</b>"}, "metadata": object{}}, false},
		{"richInspectVariables", object{"variableName": "other"}, nil, false},
		{"setBreakpoints", object{"source": object{"path": "x"}, "breakpoints": []any{object{"line": 1}}}, nil, false},
		{"next", object{"threadId": 1}, nil, false},
		{"disconnect", object{}, object{}, false},
		{"debugInfo", nil, object{"isStarted": false}, true},
	} {
		t.Run(fmt.Sprint(i, " ", test.command), func(t *testing.T) {
			request := c.send("control", wire.DebugRequest, object{"type": "request", "seq": i, "command": test.command, "arguments": test.arguments})
			reply := objectOf(t, c, request)
			if reply["request_seq"] != float64(i) || reply["success"] != (test.want != nil) {
				t.Fatalf("the reply is %v", reply)
			}
			body := reply["body"].(object)
			if test.part {
				for key := range body {
					if _, ok := test.want[key]; !ok {
						delete(body, key)
					}
				}
			}
			if test.want != nil {
				if diff := cmp.Diff(test.want, body); diff != "" {
					t.Error(diff)
				}
			} else if reply["message"] == "" {
				t.Error("the failure has no message")
			}
		})
	}
}

func objectOf(t *testing.T, c *client, request *wire.Message) map[string]any {
	t.Helper()
	return object(t, c.reply("control", request).Content)
}
