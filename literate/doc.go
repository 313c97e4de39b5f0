// Package literate is the home of the tools that treat notebooks as source: of programs, of tests and of documents. It
// has no code of its own. From the file up:
//
//   - nb reads, checks and writes .ipynb files, as Jupyter writes them;
//   - directive reads what a cell says about itself (//| export), view what of it a reader gets to see;
//   - run executes a notebook with a shell, suite many of them as tests;
//   - export makes Go packages of cells, and carries edits of those back;
//   - page makes HTML, with mathml for its formulas, and markdown makes Markdown;
//   - clean, merge keep notebooks well in version control.
//
// The command gradbook is their front: each of its commands is a short file over one of these packages.
package literate
