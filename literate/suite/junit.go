package suite

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
)

// The elements of a JUnit report, which CI systems read.
type (
	junitSuites struct {
		XMLName xml.Name     `xml:"testsuites"`
		Suites  []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class    string         `xml:"classname,attr"`
		Name     string         `xml:"name,attr"`
		Time     string         `xml:"time,attr"`
		Failures []junitFailure `xml:"failure"`
		Skipped  *struct{}      `xml:"skipped"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the results as a JUnit report: a suite for each notebook, a case for each cell.
func WriteJUnit(w io.Writer, results []Result) error {
	var report junitSuites
	for _, r := range results {
		s := junitSuite{Name: r.Notebook, Failures: len(r.Problems), Time: seconds(r.Report.Took.Seconds())}
		for _, c := range r.Report.Cells {
			s.Cases = append(s.Cases, junitCase{
				Class: r.Notebook, Name: fmt.Sprintf("cell %d (%s)", c.Number, c.ID), Time: seconds(c.Took.Seconds()),
				Failures: failures(r.Problems, c.ID),
			})
		}
		if whole := failures(r.Problems, ""); whole != nil || r.Skipped {
			c := junitCase{Class: r.Notebook, Name: "notebook", Time: "0", Failures: whole}
			if r.Skipped {
				s.Skipped, c.Skipped = 1, &struct{}{}
			}
			s.Cases = append(s.Cases, c)
		}
		s.Tests = len(s.Cases)
		report.Suites = append(report.Suites, s)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(report); err != nil {
		return fmt.Errorf("cannot write the report: %w", err)
	}
	return e.Close()
}

// failures returns those problems that are of one cell.
func failures(problems []Problem, cell string) []junitFailure {
	var list []junitFailure
	for _, p := range problems {
		if p.Cell == cell {
			list = append(list, junitFailure{p.What, p.Detail})
		}
	}
	return list
}

func seconds(s float64) string { return strconv.FormatFloat(s, 'f', 3, 64) }
