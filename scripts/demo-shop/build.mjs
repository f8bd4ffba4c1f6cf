// Bundles the shop for a browser: public/ becomes .demo/shop/.
import fs from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { demoDir, root } from "../lib/paths.mjs"

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), "public")

/**
 * The payment element and React come in only when a page asks for them: each is a file of its own.
 *
 * @param {string} [outDir]
 * @returns {Promise<string>} the folder to serve
 */
export async function buildShop(outDir = path.join(demoDir, "shop")) {
  // Files of earlier builds have other names, and everything in the folder is served.
  fs.rmSync(outDir, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: { app: path.join(source, "app.js"), style: path.join(source, "styles", "shop.css") },
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
  })
  fs.copyFileSync(path.join(source, "index.html"), path.join(outDir, "index.html"))
  return outDir
}
