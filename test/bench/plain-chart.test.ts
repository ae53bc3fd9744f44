import { plainChart } from '../../bench/speed/plain-chart';

const web = `kind: Deployment
metadata:
  namespace: mastodon
spec:
  containers:
  - image: "ghcr.io/mastodon/mastodon:v4.7.2"
    command: ["{{ not Helm's }}"]
`;
const chart = plainChart([{ file: 'mastodon/web/deployment.yaml', text: web }], 'mastodon');

test('each object becomes a template, its namespace the release’s, its images values', () => {
  expect(chart.get('templates/mastodon-web-deployment.yaml')).toBe(`kind: Deployment
metadata:
  namespace: {{ .Release.Namespace }}
spec:
  containers:
  - image: {{ .Values.images.i0 }}
    command: ["{{ "{{" }} not Helm's }}"]
`);
  expect(chart.get('values.yaml')).toBe('images:\n  i0: "ghcr.io/mastodon/mastodon:v4.7.2"\n');
  expect([...chart.keys()]).toEqual(['Chart.yaml', 'values.yaml', 'templates/mastodon-web-deployment.yaml']);
});
