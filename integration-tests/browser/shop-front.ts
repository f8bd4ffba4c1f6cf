import http from "node:http"
import path from "node:path"
import fs from "node:fs"
import { build } from "esbuild"

type Files = Record<string, [type: string, content: string | Buffer]>

/**
 * A storefront of another origin, as plain as can be: one HTML file and the packed element; and the same with React.
 * What a page must hold is written into its address by the test.
 */
export class ShopFront {
  private constructor(
    private readonly server: http.Server,
    private readonly files: Files,
    readonly url: string
  ) {}

  static async start(port: number): Promise<ShopFront> {
    const files: Files = {
      "/element.mjs": ["text/javascript", fs.readFileSync(path.join(process.cwd(), "src/storefront/dist/element.mjs"))],
      "/react.mjs": ["text/javascript", await reactPage()],
      "/html": ["text/html", HTML_PAGE],
      "/react": ["text/html", REACT_PAGE],
    }
    const server = http.createServer((request, response) => {
      const [type, content] = files[new URL(request.url ?? "/", "http://shop").pathname] ?? ["text/html", BANK_PAGE]
      response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(content)
    })
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve))
    return new ShopFront(server, files, `http://127.0.0.1:${port}`)
  }

  /** One more page. @param content what stands in its body @returns its address */
  serve(path: string, content: string): string {
    this.files[path] = ["text/html", `${head}<body>${content}</body></html>`]
    return this.url + path
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

const head = `<!doctype html><html lang="mn"><head><meta charset="utf-8"><title>Дэлгүүр</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>`

/** All that a shop without any framework needs. */
const HTML_PAGE = `${head}<body><main><h1>Төлбөр</h1>
<script type="module" src="/element.mjs"></script>
<script type="module">
  const wanted = new URLSearchParams(location.search)
  const tag = document.createElement("qpay-checkout")
  for (const [name, value] of wanted) tag.setAttribute(name, value)
  window.heard = []
  for (const name of ["qpay-paid", "qpay-order", "qpay-expired"]) tag.addEventListener(name, ({ detail }) => heard.push([name, detail.orderId ?? null]))
  document.querySelector("main").append(tag)
</script></main></body></html>`

const REACT_PAGE = `${head}<body><main><h1>Төлбөр</h1><div id="root"></div></main><script type="module" src="/react.mjs"></script></body></html>`

const BANK_PAGE = `${head}<body><main><h1>Банк</h1></main></body></html>`

/** Strict mode mounts everything twice: nothing may be asked or told twice for it. */
async function reactPage(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { createElement as h, StrictMode } from "react"
        import { createRoot } from "react-dom/client"
        import { QPayCheckout, useQPayCheckout } from "./src/storefront/react"
        const wanted = Object.fromEntries(new URLSearchParams(location.search))
        window.heard = []
        function Hook() {
          const { state } = useQPayCheckout({ ...wanted, onOrder: (id) => window.heard.push(["hook", id]) })
          return h("p", { id: "hook" }, state.phase + " " + (state.status?.amount_text ?? ""))
        }
        function Page() {
          return h("div", null, h(QPayCheckout, { ...wanted, onOrder: (id) => window.heard.push(["component", id]) }), h(Hook))
        }
        createRoot(document.getElementById("root")).render(h(StrictMode, null, h(Page)))`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    write: false,
    format: "esm",
    define: { "process.env.NODE_ENV": '"development"' },
    logLevel: "silent",
  })
  return outputFiles[0]!.text
}
