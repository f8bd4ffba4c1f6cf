import { ownManifest } from "../diagnostics/manifest"

/** The package's version. */
export function packageVersion(): string {
  return ownManifest()?.version ?? "unknown"
}
