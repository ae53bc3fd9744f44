/** Something that the person at the keyboard can mend; printed as one line, without a stack trace. */
export class InputError extends Error {}

/** Somebody pressed Ctrl-C while a program of theirs ran for us: nothing more is begun. */
export class Interrupted extends Error {}
