// A storefront as a shop has one: nothing of Medusa in it, React 19, and the plugin's pay page from a tarball.
import fs from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"

const own = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"))

const PAGE = `import { createCheckout } from "${own.name}/storefront"
import { defineQPayCheckout } from "${own.name}/storefront/element"
import { QPayCheckout, useQPayCheckout } from "${own.name}/storefront/react"

defineQPayCheckout()
export const checkout = createCheckout({ backend: "https://api.shop.example.mn", cartId: "cart_1" })

export function Own() {
  const { state, check } = useQPayCheckout({ cartId: "cart_1" })
  return <button onClick={() => void check()}>{state.status?.amount_text}</button>
}

export function Page() {
  return <QPayCheckout cartId="cart_1" lang="mn" onOrder={(orderId: string) => console.log(orderId)} />
}
`

/** What a server of the shop's does: all three entries load there, and React renders the tag. */
const RENDER = `import { createElement } from "react"
import { renderToString } from "react-dom/server"
import { createCheckout } from "${own.name}/storefront"
import { defineQPayCheckout } from "${own.name}/storefront/element"
import { QPayCheckout } from "${own.name}/storefront/react"

if (typeof createCheckout !== "function" || typeof defineQPayCheckout !== "function") throw new Error("an entry is empty")
const html = renderToString(createElement(QPayCheckout, { cartId: "cart_1", backend: "https://api.shop.example.mn" }))
if (!html.startsWith("<qpay-checkout") || !html.includes('cart-id="cart_1"')) throw new Error(html)
`

export function writeStorefront(dir, tarball) {
  fs.mkdirSync(dir, { recursive: true })
  const dependencies = {
    [own.name]: `file:${tarball}`,
    react: "^19.0.0",
    "react-dom": "^19.0.0",
    "@types/react": "^19.0.0",
    typescript: own.devDependencies.typescript,
  }
  const options = {
    strict: true,
    noEmit: true,
    jsx: "react-jsx",
    module: "esnext",
    moduleResolution: "bundler",
    target: "es2022",
  }
  const write = (name, content) => fs.writeFileSync(path.join(dir, name), content)
  write("package.json", JSON.stringify({ name: "a-storefront", private: true, type: "module", dependencies }, null, 2))
  write("tsconfig.json", JSON.stringify({ compilerOptions: options, include: ["page.tsx"] }, null, 2))
  write("page.tsx", PAGE)
  write("render.mjs", RENDER)
}
