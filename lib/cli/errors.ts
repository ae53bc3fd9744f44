/** Something that the person at the keyboard can mend; printed as one line, without a stack trace. */
export class InputError extends Error {}
