import fs from "node:fs"
import path from "node:path"

const guide = fs.readFileSync(path.join(process.cwd(), "docs/storefront.md"), "utf8")

/** The code in docs/storefront.md, in its order. */
export const snippets = [...guide.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, code]) => ({
  language: language as string,
  code: code as string,
}))

export const snippetsIn = (language: string): string[] =>
  snippets.filter((snippet) => snippet.language === language).map(({ code }) => code)
