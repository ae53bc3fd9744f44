import { budgets, starts } from './budgets';
import { drawing } from './drawing';
import { Html, html } from './html';
import { defaults, findings } from './lists';
import type { ReportSource } from './source';
import style from './style.css';
import { survival } from './survival';
import { week } from './week';

/** One page about a site, with nothing in it that comes from elsewhere. */
export function page(source: ReportSource): string {
  const { name, mastodon, cluster } = source.site;
  const sections: readonly (readonly [id: string, title: string, content: Html])[] = [
    ['drawing', 'What stands where', drawing(source)],
    ['survival', 'What survives which loss', survival(source.losses)],
    ['starts', 'Time to start', starts(source)],
    ['week', 'What runs when', week(source)],
    ['budgets', 'Budgets', budgets(source)],
    ['findings', 'What was found', findings(source)],
    ['defaults', 'Defaults taken', defaults(source)],
  ];
  const nodes = cluster.nodes.length === 1 ? 'one node' : `${cluster.nodes.length} nodes`;
  // No request can be made from it, whatever stands in it.
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${name} &ndash; Mammut</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#drawing">To the page</a>
<header><h1>${name}</h1>
<p>Mastodon ${mastodon.version} for @you@${mastodon.handleDomain} at https://${mastodon.webDomain}, on ${nodes} with ${cluster.distribution.title} ${cluster.version}.</p>
<nav aria-label="Parts of this page"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav></header>
<main>${sections.map(
    ([id, title, content]) => html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`,
  )}</main>
</body>
</html>
`.text;
}
