/** One rendered object's file. */
export interface ObjectFile {
  /** `mastodon/web/deployment.yaml` */
  readonly file: string;
  readonly text: string;
}

/**
 * A Helm chart as people write one for objects that are ready: a template for each object, its namespace the release's,
 * its images in the values.
 * @param namespace that the objects name
 * @returns path below the chart's folder → content
 */
export function plainChart(objects: readonly ObjectFile[], namespace: string): ReadonlyMap<string, string> {
  const images: string[] = [];
  const templates = objects.map(({ file, text }) => {
    const template = text
      .replaceAll('{{', '{{ "{{" }}')
      .replace(
        /^( *(?:- )?image: )(\S+)$/gm,
        (_, key, image) => `${key}{{ .Values.images.i${images.push(image) - 1} }}`,
      )
      .replaceAll(`namespace: ${namespace}\n`, 'namespace: {{ .Release.Namespace }}\n');
    return [`templates/${file.replaceAll('/', '-')}`, template] as const;
  });
  return new Map([
    ['Chart.yaml', 'apiVersion: v2\nname: plain\nversion: 1.0.0\n'],
    ['values.yaml', `images:\n${images.map((image, index) => `  i${index}: ${image}\n`).join('')}`],
    ...templates,
  ]);
}
