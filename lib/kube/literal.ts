/**
 * Free text as an argument or as the value of an environment variable: Kubernetes replaces $(NAME) in both, a Secret's
 * value included, and $$ stands for one $. Source: kubernetes third_party/forked/golang/expansion/expand.go.
 */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}
