/** A bank or wallet that can be named: how its app is addressed, and what else QPay calls it. */
export type KnownBank = { key: string; schemes: string[]; name_mn: string; name_en: string; aliases: string[] }

/** From the schemes and names seen in QPay's `urls`. Apps without a settled Mongolian name keep QPay's own texts. */
export const KNOWN_BANKS: readonly KnownBank[] = [
  bank("qpay", ["qpaywallet"], "qPay хэтэвч", "qPay wallet", ["qPay"]),
  bank("khan", ["khanbank"], "Хаан банк", "Khan Bank"),
  bank("golomt", ["golomtbank"], "Голомт банк", "Golomt Bank"),
  bank("tdb", ["tdbbank"], "Худалдаа хөгжлийн банк", "TDB", [
    "ХХБ",
    "TDB online",
    "TDB Bank",
    "Trade and Development Bank",
    "Trade and Development Bank of Mongolia",
  ]),
  bank("state", ["statebankmongolia", "statebank"], "Төрийн банк", "State Bank", ["State Bank 3.0"]),
  bank("xac", ["xacbank"], "ХасБанк", "XacBank"),
  bank("capitron", ["capitronbank"], "Капитрон банк", "Capitron Bank"),
  bank("bogd", ["bogdbank"], "Богд банк", "Bogd Bank"),
  bank("arig", ["arig"], "Ариг банк", "Arig Bank"),
  bank("trans", ["transbank"], "Тээвэр хөгжлийн банк", "Trans Bank"),
  bank("nib", ["nibank"], "Үндэсний хөрөнгө оруулалтын банк", "National Investment Bank", ["NIB", "NI Bank", "ҮХОБ"]),
  bank("m", ["mbank"], "М банк", "M Bank"),
  bank("chinggis", ["ckbank"], "Чингис хаан банк", "Chinggis Khaan Bank", ["CK Bank", "Chinggis Khan Bank"]),
  bank("socialpay", ["socialpay-payment", "socialpay"], "SocialPay", "SocialPay"),
  bank("monpay", ["monpay"], "MonPay", "MonPay", ["Мон Пэй"]),
  bank("toki", ["toki"], "Toki", "Toki", ["Toki App"]),
  bank("hipay", ["hipay"], "Hipay", "Hipay"),
  bank("ard", ["ard"], "Ард апп", "Ard App"),
  bank("most", ["most"], "Мост мони", "Most Money"),
]

function bank(key: string, schemes: string[], name_mn: string, name_en: string, aliases: string[] = []): KnownBank {
  return { key, schemes, name_mn, name_en, aliases: [name_mn, name_en, ...aliases].map(comparableName) }
}

/** Letters and digits only, lower case: "Most money", "MOST Money" and "most-money" are one name. */
export function comparableName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
}
