// The demo shop: a handful of static files and one JSON that says where the store is. It holds no rules of its own.
import fs from "node:fs"
import http from "node:http"
import path from "node:path"
import { fileURLToPath } from "node:url"

const pictures = path.join(path.dirname(fileURLToPath(import.meta.url)), "pictures")

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
}

/** Only what is listed here is served: no path from the outside ever reaches the file system. */
function listFiles(built) {
  const files = new Map()
  for (const [folder, prefix] of [
    [built, "/"],
    [pictures, "/pictures/"],
  ]) {
    for (const name of fs.readdirSync(folder)) files.set(prefix + name, path.join(folder, name))
  }
  files.set("/", files.get("/index.html"))
  return files
}

/** Scripts and styles from here alone; the store is the only address called; bank logos come from anywhere. */
function headers(storeUrl) {
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: http: https:",
    `connect-src 'self' ${storeUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    "content-security-policy": csp.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
  }
}

/** What a browser may know of the demo: all of it can be read by anyone who opens the shop. */
function publicConfig({ medusa_url, simulator_url, admin_url, store }) {
  return JSON.stringify({
    storeUrl: medusa_url,
    publishableKey: store.publishable_key,
    regionId: store.region_id,
    shippingOptionId: store.shipping_option_id,
    pickupOptionId: store.pickup_option_id,
    providerId: "pp_qpay_qpay",
    simulatorUrl: simulator_url,
    adminUrl: admin_url,
    real: !simulator_url,
    handles: store.products.map((product) => product.handle),
  })
}

/** Serves what {@link import("./build.mjs").buildShop} wrote into the folder `built`. */
export async function startShop(port, state, built) {
  const files = listFiles(built)
  const common = headers(state.medusa_url)
  const config = publicConfig(state)

  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://shop")
    if (pathname === "/config.json") {
      response.writeHead(200, { ...common, "content-type": "application/json" })
      return response.end(config)
    }
    const file = files.get(pathname)
    if (!file) {
      response.writeHead(404, common)
      return response.end("not found")
    }
    response.writeHead(200, { ...common, "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve))
  return {
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
