/** The part of the package `qrcode` that only computes; its types cover no more than the front door. */
declare module "qrcode/lib/core/qrcode" {
  export function create(
    text: string,
    options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" }
  ): { modules: { size: number; data: Uint8Array } }
}
