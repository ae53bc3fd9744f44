/** Scripts are files of their own, imported as text, as a stylesheet is: the build and jest know how. */
declare module '*.sh' {
  const text: string;
  export default text;
}

declare module '*.rb' {
  const text: string;
  export default text;
}

declare module '*.mjs' {
  const text: string;
  export default text;
}

declare module '*.conf' {
  const text: string;
  export default text;
}

declare module '*.css' {
  const text: string;
  export default text;
}
