import path from "node:path"
import { compileScript, compileTemplate, parse } from "@vue/compiler-sfc"
import { compile } from "svelte/compiler"
import ts from "typescript"
import { snippets, snippetsIn } from "../snippets"

const root = process.cwd()
const starter = (mark: string) => snippetsIn("tsx").find((code) => code.includes(mark)) ?? ""
const folder = path.join(root, "integration-tests/guide/payment-button")

/** The starter's own files, as far as the guide needs them, and those that the guide changes or adds. */
const STARTER: Record<string, string> = {
  "@lib/data/cart": "export declare function placeOrder(): Promise<{ id: string } | undefined>",
  "@medusajs/types": "export declare namespace HttpTypes { interface StoreCart { id: string } }",
  "@lib/constants": `${complete(starter("paymentInfoMap"))}
    export declare const isManual: (id?: string) => boolean | undefined
    export declare const isStripeLike: typeof isManual`,
}
const AROUND = `
import type { HttpTypes } from "@medusajs/types"
declare const paymentSession: { provider_id: string } | undefined
declare const notReady: boolean
declare const cart: HttpTypes.StoreCart
declare const Button: (props: { disabled: boolean; children: string }) => React.JSX.Element
export function PaymentButton() {`

function complete(code: string): string {
  if (code.includes("\nswitch")) return `${code.replace("\nswitch", `${AROUND}\nswitch`)}\n}`
  if (code.includes("<CreditCard />")) return `declare const CreditCard: () => React.JSX.Element\n${code}`
  return code
}

const BUTTON = starter("\nswitch")
const GOOD = [...snippetsIn("tsx"), ...snippetsIn("ts")]
const SHOP: Record<string, string> = {
  ...Object.fromEntries(GOOD.map((code, n) => [`snippet-${n + 1}.tsx`, code])),
  "wrong.tsx": snippetsIn("ts")[0]!.replace("onOrder: (orderId) =>", "onOrdered: (orderId: string) =>"),
  "wrong-button.tsx": BUTTON.replaceAll("isQPay", "isQpay"),
}

/** One program for all files of the shop: TypeScript reads React's types and the plugin once. */
function compileShop(): ts.Program {
  const shop = Object.entries(SHOP).map(([name, code]) => [path.join(folder, name), complete(code)] as const)
  const files = new Map<string, string>(shop)
  for (const [module, text] of Object.entries(STARTER)) files.set(path.join(root, "starter", `${module}.tsx`), text)
  files.set(path.join(folder, "../qpay-payment.tsx"), starter("placeOrder"))
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    moduleDetection: ts.ModuleDetectionKind.Force, // no snippet sees the names of another
    skipLibCheck: true,
    jsx: ts.JsxEmit.ReactJSX,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node", "react"],
    paths: {
      "medusa-payment-qpay/storefront": [path.join(root, "src/storefront/core/index.ts")],
      "medusa-payment-qpay/storefront/*": [path.join(root, "src/storefront/*/index.ts")],
      ...Object.fromEntries(
        Object.keys(STARTER).map((module) => [module, [path.join(root, "starter", `${module}.tsx`)]])
      ),
    },
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile, directoryExists } = host
  host.readFile = (wanted) => files.get(wanted) ?? readFile(wanted)
  host.fileExists = (wanted) => files.has(wanted) || fileExists(wanted)
  host.directoryExists = (wanted) => wanted === folder || Boolean(directoryExists?.(wanted))
  host.getSourceFile = (wanted, version) =>
    files.has(wanted) ? ts.createSourceFile(wanted, files.get(wanted)!, version) : getSourceFile(wanted, version)
  return ts.createProgram(
    shop.map(([file]) => file),
    options,
    host
  )
}

let program: ts.Program | undefined

/** @returns what TypeScript has against a file of a shop's */
function typeErrors(name: string): string[] {
  program ??= compileShop()
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path.join(folder, name)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
}

describe("the storefront guide", () => {
  it("has a snippet for each kind of shop", () => {
    expect(snippets.map(({ language }) => language).sort()).toEqual(
      ["html", "svelte", "ts", "tsx", "tsx", "tsx", "tsx", "tsx", "vue"].sort()
    )
  })

  it.each(GOOD.map((_code, n) => [n + 1]))("TypeScript accepts snippet %i", (n) =>
    expect(typeErrors(`snippet-${n}.tsx`)).toEqual([])
  )

  it("and would not accept a wrong one", () => {
    expect(typeErrors("wrong.tsx").join()).toContain("onOrdered")
  })

  it("nor a button that imports what the guide's other files do not have", () => {
    expect(typeErrors("wrong-button.tsx").join()).toContain("isQPay")
  })

  it("Vue compiles its component", () => {
    const { descriptor, errors } = parse(snippetsIn("vue")[0]!, { filename: "Payment.vue" })
    expect(errors).toEqual([])
    const { bindings } = compileScript(descriptor, { id: "payment" })
    const template = compileTemplate({
      id: "payment",
      filename: "Payment.vue",
      source: descriptor.template!.content,
      compilerOptions: { bindingMetadata: bindings, isCustomElement: (tag) => tag === "qpay-checkout" },
    })
    expect(template.errors).toEqual([])
    expect(template.code).toContain('"qpay-checkout"')
  })

  it("Svelte compiles its component", () => {
    const { js, warnings } = compile(snippetsIn("svelte")[0]!, { filename: "Payment.svelte" })
    expect(warnings).toEqual([])
    expect(js.code).toContain("qpay-order")
  })
})
