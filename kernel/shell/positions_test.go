package shell

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

const positionsSetup = `type Shape interface { Area() float64; Perimeter() float64 }
type Point struct { X, Y float64; Label string }
func (p Point) Dist(q Point) float64 { return math.Hypot(p.X-q.X, p.Y-q.Y) }
func (p *Point) Move(dx, dy float64) { p.X += dx; p.Y += dy }
type Circle struct { Center Point; Radius float64 }
func (c Circle) Area() float64 { return math.Pi * c.Radius * c.Radius }
func (c Circle) Perimeter() float64 { return 2 * math.Pi * c.Radius }
type Stack[T any] struct { items []T }
func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() T { x := s.items[len(s.items)-1]; s.items = s.items[:len(s.items)-1]; return x }
type Color int
const ( Red Color = iota; Green; Blue )
type Config struct { Name string; Timeout time.Duration; Origin Point; Tags []string; OnDone func(error) }
func NewConfig(name string) *Config { return &Config{Name: name} }
func parseAll(r io.Reader) ([]Point, error) { return nil, nil }
func apply(xs []float64, f func(float64) float64) []float64 { return xs }
func paint(c Color) {}
func draw(s Shape, c Color) {}
var points []Point
var byName map[string]*Point
var shapes []Shape
var theConfig = NewConfig("a")
var ints Stack[int]
var counter int
var ratio float64
var title string
`

// What a Go programmer expects at a cursor, written as ‸, in a session with the declarations above.
var positions = []struct{ code, want string }{
	{"fmt.Pr‸", "Println"},
	{"fmt.‸", "Println"},
	{"strings.Spl‸", "Split"},
	{"strings.Has‸", "HasPrefix"},
	{"os.‸", "Open"},
	{"os.Re‸", "ReadFile"},
	{"points[0].‸", "X"},
	{"points[0].‸", "Dist"},
	{"points[0].M‸", "Move"},
	{`byName["a"].‸`, "Label"},
	{"theConfig.‸", "Timeout"},
	{"theConfig.Origin.‸", "X"},
	{"theConfig.Timeout.‸", "Seconds"},
	{"shapes[0].‸", "Area"},
	{"ints.‸", "Push"},
	{"Point{‸}", "X"},
	{"Point{X: 1, ‸}", "Y"},
	{"Config{Na‸}", "Name"},
	{`&Config{Name: "x", T‸}`, "Timeout"},
	{"Config{Origin: Po‸}", "Point"},
	{"Config{Origin: Point{‸}}", "X"},
	{"[]Point{{‸}}", "Label"},
	{`map[string]Point{"a": {‸}}`, "X"},
	{"paint(‸)", "Red"},
	{"paint(Gr‸)", "Green"},
	{"draw(shapes[0], ‸)", "Blue"},
	{"var c Color = ‸", "Red"},
	{"counter = co‸", "counter"},
	{"apply(nil, math.‸)", "Sin"},
	{"x := coun‸", "counter"},
	{"po‸", "points"},
	{"parse‸", "parseAll"},
	{"New‸", "NewConfig"},
	{"for _, p := range points {\n\tp.‸\n}", "Dist"},
	{"for name, p := range byName {\n\tfmt.Println(na‸)\n}", "name"},
	{`if cfg := NewConfig("b"); cfg.‸`, "Name"},
	{"switch s := shapes[0].(type) {\ncase Circle:\n\ts.‸\n}", "Radius"},
	{"switch s := shapes[0].(type) {\ncase Ci‸", "Circle"},
	{"func() { local := Point{}; local.‸ }()", "Dist"},
	{"defer os.Rem‸", "Remove"},
	{"go fu‸", "func"},
	{"err := json.Unm‸", "Unmarshal"},
	{"http.Sta‸", "StatusOK"},
	{"time.Mi‸", "Minute"},
	{"d := 3 * time.‸", "Second"},
	{"var b bytes.B‸", "Buffer"},
	{"var wg sync.‸", "WaitGroup"},
	{"sort.Sl‸", "Slice"},
	{"slices.Sort‸", "SortFunc"},
	{"rand.Int‸", "IntN"},
	{"errors.‸", "New"},
	{"filepath.Jo‸", "Join"},
	{"ctx, cancel := context.With‸", "WithCancel"},
	{"_, err := parseAll(os.St‸)", "Stdin"},
	{"return‸", "return"},
	{"str‸", "string"},
	{"mak‸", "make"},
	{"title = strings.To‸", "ToUpper"},
	{`fmt.Sprintf("%d", coun‸)`, "counter"},
	{"ratio = math.‸", "Sqrt"},
	{"points = append(po‸", "points"},
	{"strings.NewReader(title).‸", "Read"},
	{"var f func(float64) float64 = math.Co‸", "Cos"},
	{"bufio.NewScanner(os.Stdin).‸", "Scan"},
}

// TestPositions wants what is expected among the first ten completions.
func TestPositions(t *testing.T) {
	s := newShell(t)
	if res := s.Execute(t.Context(), Request{Number: 1, Code: positionsSetup}, &transcript{}); res.Status != OK {
		t.Fatal(res.EValue)
	}
	check := func(t *testing.T) {
		for _, c := range positions {
			at := strings.Index(c.code, "‸")
			got := s.Complete(strings.Replace(c.code, "‸", "", 1), at)
			var first []string
			for _, item := range got.Items[:min(10, len(got.Items))] {
				first = append(first, item.Text)
			}
			if !slices.Contains(first, c.want) {
				t.Errorf("%q: no %s among the first of %d: %v", c.code, c.want, len(got.Items), first)
			}
		}
	}
	t.Run("idle", check)
	ended := make(chan Result)
	go func() {
		ended <- s.Execute(context.Background(), Request{Number: 2, Code: "for { time.Sleep(time.Millisecond) }"}, &transcript{})
	}()
	time.Sleep(100 * time.Millisecond)
	t.Run("while a cell runs", check)
	s.Interrupt()
	<-ended
}

// TestCompleteWithColdCache completes members of packages that have to be compiled first, which takes many seconds: their source
// answers at once, and cells do not wait.
func TestCompleteWithColdCache(t *testing.T) {
	s := newShell(t)
	cache, err := os.MkdirTemp("", "gradbook-cold-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		os.RemoveAll(cache) // as far as the go command does not write on
	})
	t.Setenv("GOCACHE", cache)
	for _, code := range []string{"http.Stat", "import \"net/http\"\nhttp.Stat"} {
		start := time.Now()
		got := s.Complete(code, len(code))
		took := time.Since(start)
		if len(got.Items) == 0 || got.Items[0].Text != "StatusOK" {
			t.Errorf("%q: %v, want StatusOK first", code, got.Items)
		}
		if took > answerTime+answerTime {
			t.Errorf("%q took %v", code, took)
		}
		t.Log(took)
	}
	var out transcript
	start := time.Now()
	if res := s.Execute(t.Context(), Request{Number: 1, Code: "1 + 1"}, &out); res.Status != OK || out.text.String() != "2\n" {
		t.Errorf("%+v %s", res, out.text.String())
	}
	if took := time.Since(start); took > 2*time.Second {
		t.Errorf("a cell waited %v for the package", took)
	}
}
