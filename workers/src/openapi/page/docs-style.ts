/** The style sheet of the page: system fonts, light or dark as the reader has it, and tables that fit a phone. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5b646d; --line: #d9dee3; --panel: #f5f7f9; --paper: #fff; --accent: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ec; --soft: #a3adb7; --line: #343b43; --panel: #1c2127; --paper: #13171b; --accent: #7cb8f5; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
header, main { min-width: 0; }
h1 { margin: 0; font-size: 2rem; }
h1 small { color: var(--soft); font-size: 1rem; font-weight: 400; }
h2 { margin: 3rem 0 .5rem; font-size: 1.5rem; }
h3 { margin: 0; font-size: 1.15rem; overflow-wrap: anywhere; }
h4 { margin: 1.25rem 0 0; font-size: 1rem; }
p { margin: .5rem 0; max-width: 70ch; }
a { color: var(--accent); }
a:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .25rem; padding: .25rem .5rem; background: var(--paper); }
.summary { font-weight: 600; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
.method { color: var(--accent); font: 700 .8em ui-monospace, monospace; }
nav { margin: 1.5rem 0; padding: 1rem 1.25rem; border-radius: .5rem; background: var(--panel); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav > ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 1rem; }
nav > ul > li { font-weight: 600; }
nav li li { font-weight: 400; overflow-wrap: anywhere; }
nav li li a { display: block; padding: .15rem 0; }
section { margin: 1.5rem 0; padding: 1.25rem; border: 1px solid var(--line); border-radius: .5rem; }
figure { margin: .75rem 0; }
figcaption, caption { color: var(--soft); font-size: .875rem; text-align: left; }
caption { padding: 1rem 0 .25rem; }
pre { margin: .25rem 0 0; padding: .75rem 1rem; border-radius: .375rem; background: var(--panel); overflow-x: auto; }
pre code { overflow-wrap: normal; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .45rem .75rem .45rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border: 0; color: var(--soft); font-weight: 400; }
tbody th { font-weight: 600; }
tbody th code, td[data-column="Default"] code { white-space: nowrap; }
.answers th { width: 4.5rem; }
.answers th + th { width: auto; }
td p { margin: 0 0 .25rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem .75rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; }
@media (max-width: 48rem) {
  section { padding: 1rem; }
  table, caption, tbody, tr, th, td { display: block; }
  thead { position: absolute; left: -100vw; }
  tbody tr { padding: .6rem 0; border-top: 1px solid var(--line); }
  tbody th, tbody td { padding: .1rem 0; border: 0; overflow-wrap: anywhere; }
  tbody th code { white-space: normal; }
  .answers th { width: auto; }
  td.empty { display: none; }
  td[data-column]::before { content: attr(data-column) " "; color: var(--soft); }
  dl.terms { display: block; }
  dl.terms dd { margin: 0 0 .5rem; }
}
`;
