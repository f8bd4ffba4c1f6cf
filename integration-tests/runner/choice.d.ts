export declare const ONLY_FULL: string[]
export declare function grouped(folder: string): string[]
export declare function ignored(choice: {
  whole: boolean
  tier: string | undefined
  kinds: string[]
  grouped: string[]
}): string[]
