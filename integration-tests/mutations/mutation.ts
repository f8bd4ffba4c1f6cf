/** A fault that somebody could make in the product, and the spec that must fail because of it. */
export interface Mutation {
  /** What goes wrong, as a sentence. */
  name: string
  /** The file with the fault, from the root of the repository. */
  file: string
  /** Text that occurs exactly once in the file. */
  search: string
  replace: string
  /** The one spec file that is run. */
  spec: string
  /** A part of the title of the tests that are run; all tests of the file without it. */
  test?: string
}

/** @returns the file's text with the fault in it. @throws when the text to replace is not there exactly once */
export function mutate(text: string, { file, search, replace }: Mutation): string {
  const times = text.split(search).length - 1
  if (times !== 1) throw new Error(`${file} contains the text to replace ${times} times instead of once: ${search}`)
  // A function, because "$" has a meaning in a replacement text.
  return text.replace(search, () => replace)
}
