package page

// Markdown cells → HTML, with math, highlighted code blocks, anchors for headings, and pictures put into the page.

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"mime"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	ghtml "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Heading is an entry of the table of contents. HTML is its text with math and code.
type Heading struct {
	Level int
	ID    string
	HTML  string
}

// converter turns the Markdown cells of one notebook into HTML.
type converter struct {
	md       goldmark.Markdown
	ids      parser.IDs // shared by all cells, so that anchors are unique in the page
	dir      string
	headings []Heading
	report   func(error)
	checks   []func()        // of links, for when all headings are known
	anchors  map[string]bool // ids in the HTML
	pages    map[string]bool // files of the site
	packages map[string]string
	relink   func(string) string
	showDoc  func(string) (string, error)
}

func newConverter(dir string, report func(error)) *converter {
	c := &converter{dir: dir, report: report, anchors: map[string]bool{}, pages: map[string]bool{}, relink: pageLink}
	c.md = goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, mathExtension{func(err error) { c.report(err) }}),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithHeadingAttribute()),
		goldmark.WithRendererOptions(
			ghtml.WithUnsafe(), // notebooks hold HTML of their author's
			renderer.WithNodeRenderers(util.Prioritized(codeBlocks{}, 100)),
		),
	)
	c.ids = parser.NewContext().IDs()
	return c
}

// site tells the converter of the pages around.
func (c *converter) site(o Options) {
	for _, l := range o.Site {
		c.pages[l.File] = true
	}
	c.packages, c.showDoc = o.Packages, o.ShowDoc
	if o.Relink != nil {
		c.relink = o.Relink
	}
}

// convert returns the HTML of a Markdown cell, whose attachments are pictures by name.
func (c *converter) convert(source string, attachments map[string]any) string {
	src := []byte(source)
	doc := c.md.Parser().Parse(text.NewReader(src), parser.WithContext(parser.NewContext(parser.WithIDs(c.ids))))
	var spans []*ast.CodeSpan
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			spans = append(spans, n)
		case *ast.Link:
			c.checkLater(string(n.Destination))
			n.Destination = []byte(c.relink(string(n.Destination)))
		case *ast.Heading:
			if id, ok := n.AttributeString("id"); ok {
				c.headings = append(c.headings, Heading{n.Level, string(id.([]byte)), c.inner(n, src)})
			}
		}
		return ast.WalkContinue, nil
	})
	for _, span := range spans {
		c.linkName(span, src)
	}
	var b bytes.Buffer
	if err := c.md.Renderer().Render(&b, src, doc); err != nil {
		c.report(err)
		return "<pre>" + html.EscapeString(source) + "</pre>"
	}
	for _, m := range idAttribute.FindAllStringSubmatch(b.String(), -1) {
		c.anchors[m[1]] = true
	}
	return c.pictures(b.String(), attachments)
}

// inner renders what a heading holds. Formulas that fail are reported when the heading itself is rendered.
func (c *converter) inner(n ast.Node, src []byte) string {
	report := c.report
	c.report = func(error) {}
	defer func() { c.report = report }()
	var b bytes.Buffer
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.md.Renderer().Render(&b, src, child)
	}
	return linkTags.ReplaceAllString(b.String(), "")
}

var (
	linkTags    = regexp.MustCompile(`</?a\b[^>]*>`)
	idAttribute = regexp.MustCompile(`<[a-z][^>]*\bid="([^"]*)"`)
	imgTag      = regexp.MustCompile(`(<img\b[^>]*?\bsrc=")([^"]*)(")`)
)

// pictures puts pictures into the page, those that the author wrote as HTML as well.
func (c *converter) pictures(page string, attachments map[string]any) string {
	return imgTag.ReplaceAllStringFunc(page, func(tag string) string {
		m := imgTag.FindStringSubmatch(tag)
		return m[1] + html.EscapeString(c.picture(html.UnescapeString(m[2]), attachments)) + m[3]
	})
}

// picture returns where a picture is: for a local file or an attachment, its contents in the URL itself.
func (c *converter) picture(dest string, attachments map[string]any) string {
	if name, ok := strings.CutPrefix(dest, "attachment:"); ok {
		bundle, _ := attachments[name].(map[string]any)
		for _, m := range []string{"image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp"} {
			if data, ok := bundle[m].(string); ok {
				return dataURL(m, data)
			}
		}
		c.report(fmt.Errorf("picture %s is not attached to the cell", name))
		return dest
	}
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return dest
	}
	data, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(u.Path)))
	if err != nil {
		c.report(fmt.Errorf("picture %s: %w", dest, err))
		return dest
	}
	kind := mime.TypeByExtension(path.Ext(u.Path))
	if kind == "" {
		kind = "application/octet-stream"
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}

// dataURL returns data of a MIME bundle as a URL.
func dataURL(kind, data string) string {
	if kind == "image/svg+xml" {
		data = base64.StdEncoding.EncodeToString([]byte(data))
	}
	return "data:" + kind + ";base64," + strings.Join(strings.Fields(data), "")
}

// pageLink turns a link to a neighbouring notebook into one to its page.
func pageLink(dest string) string {
	u, err := url.Parse(dest)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasSuffix(u.Path, ".ipynb") {
		return dest
	}
	u.Path = strings.TrimSuffix(u.Path, ".ipynb") + ".html"
	return u.String()
}

// codeBlocks renders fenced code with its highlighting, and indented code.
type codeBlocks struct{}

func (codeBlocks) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			n := node.(*ast.FencedCodeBlock)
			fmt.Fprintf(w, "<pre class=\"code\" tabindex=\"0\"><code>%s</code></pre>\n", highlight(string(n.Lines().Value(src)), string(n.Language(src))))
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(ast.KindCodeBlock, func(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			fmt.Fprintf(w, "<pre class=\"code\" tabindex=\"0\"><code>%s</code></pre>\n", html.EscapeString(strings.TrimRight(string(node.Lines().Value(src)), "\n")))
		}
		return ast.WalkSkipChildren, nil
	})
}
