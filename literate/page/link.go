package page

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/gradbook/gradbook/kernel/session"
)

// checkLater looks whether a link within the page or to a neighbouring file leads anywhere, once the whole page is
// known. Links to the network are not followed.
func (c *converter) checkLater(dest string) {
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" {
		return
	}
	report := c.report
	c.checks = append(c.checks, func() {
		switch {
		case c.pages[u.Path]: // the site's pages are checked together
		case u.Path != "":
			if _, err := os.Stat(filepath.Join(c.dir, filepath.FromSlash(u.Path))); err != nil {
				report(fmt.Errorf("link %s leads nowhere: there is no such file", dest))
			}
		case u.Fragment != "" && !c.anchors[u.Fragment] && !strings.HasPrefix(u.Fragment, "cell-"):
			report(fmt.Errorf("link %s leads nowhere: nothing has that anchor", dest))
		}
	})
}

// documentation is where packages are explained to everybody.
const documentation = "https://pkg.go.dev/"

// ours are the packages that cells see without importing them.
var ours = map[string]string{
	"autograd": "github.com/gradbook/gradbook/autograd", "anp": "github.com/gradbook/gradbook/autograd/anp",
	"ndarray": "github.com/gradbook/gradbook/autograd/ndarray", "optim": "github.com/gradbook/gradbook/autograd/optim",
	"plots": "github.com/gradbook/gradbook/plots", "display": "github.com/gradbook/gradbook/kernel/display",
}

// Preloaded returns the import path of a package that cells see without importing it, "" for other names.
func Preloaded(name string) string { return ours[name] }

var qualified = regexp.MustCompile(`^([a-z][a-z0-9]*)\.([A-Z]\w*)(?:\.([A-Z]\w*))?(?:\(\))?$`)

// linkName makes a link of a code span that names something of a package: `math.Exp`, `strings.Builder.Len`,
// `autograd.Grad`. Those within links and headings stay as they are.
func (c *converter) linkName(span *ast.CodeSpan, src []byte) {
	var name []byte
	for child := span.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			name = append(name, t.Segment.Value(src)...)
		}
	}
	m := qualified.FindStringSubmatch(string(name))
	if m == nil {
		return
	}
	path := ours[m[1]]
	if path == "" {
		paths := session.StdPackages(m[1])
		if len(paths) == 0 {
			return
		}
		path = paths[0]
	}
	for n := span.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == ast.KindLink || n.Kind() == ast.KindHeading {
			return
		}
	}
	link := ast.NewLink()
	target := documentation + path
	if file := c.packages[path]; file != "" {
		target = file
	}
	link.Destination = []byte(target + "#" + m[2])
	if m[3] != "" {
		link.Destination = append(link.Destination, "."+m[3]...)
	}
	parent := span.Parent()
	parent.ReplaceChild(parent, span, link)
	link.AppendChild(link, span)
}
