// Bundles src/storefront for browsers: node scripts/build-storefront.mjs [folder]
import { mkdir, readFile } from "node:fs/promises"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { root } from "./lib/paths.mjs"

/** What a shopper's browser may have to load at most, in bytes after gzip. */
export const LIMITS = { core: 4 * 1024, element: 25 * 1024 }

const source = path.join(root, "src", "storefront")

/**
 * Writes core.mjs, element.mjs and react.mjs, each complete in itself but for React.
 *
 * @param {string} [outDir]
 * @returns {Promise<{ core: number, element: number, react: number }>} bytes after gzip
 */
export async function buildStorefront(outDir = path.join(source, "dist")) {
  await mkdir(outDir, { recursive: true })
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2020",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    outdir: outDir,
    outExtension: { ".js": ".mjs" },
  }
  const entry = (name) => ({ [name]: path.join(source, name, "index.ts") })
  await Promise.all([
    build({ ...common, entryPoints: { ...entry("core"), ...entry("element") } }),
    // Next.js wants to be told which modules belong into a browser.
    build({ ...common, entryPoints: entry("react"), external: ["react"], banner: { js: '"use client";' } }),
  ])
  const sizeOf = async (name) => gzipSync(await readFile(path.join(outDir, `${name}.mjs`)), { level: 9 }).length
  return { core: await sizeOf("core"), element: await sizeOf("element"), react: await sizeOf("react") }
}

async function main(folder) {
  const sizes = await buildStorefront(folder && path.resolve(folder))
  for (const [name, limit] of Object.entries(LIMITS)) {
    const fits = sizes[name] <= limit
    if (!fits) process.exitCode = 1
    const kB = (sizes[name] / 1024).toFixed(2)
    console.log(`${name}.mjs  ${kB} kB gzip of ${limit / 1024} kB${fits ? "" : "  TOO BIG"}`)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) void main(process.argv[2])
