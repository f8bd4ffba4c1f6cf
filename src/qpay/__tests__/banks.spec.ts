import { bankLinks, bankNames } from "../banks"

const qr = "0002010102121531279404962794049600MN5911TEST SHOP6304ABCD"
const url = (link: string, more: object = {}) => ({ name: "", description: "", logo: "", link, ...more })

it.each([
  ["qpaywallet", "qpay", "qPay хэтэвч", "qPay wallet"],
  ["khanbank", "khan", "Хаан банк", "Khan Bank"],
  ["statebankmongolia", "state", "Төрийн банк", "State Bank"],
  ["xacbank", "xac", "ХасБанк", "XacBank"],
  ["tdbbank", "tdb", "Худалдаа хөгжлийн банк", "TDB"],
  ["socialpay-payment", "socialpay", "SocialPay", "SocialPay"],
  ["most", "most", "Мост мони", "Most Money"],
  ["nibank", "nib", "Үндэсний хөрөнгө оруулалтын банк", "National Investment Bank"],
  ["ckbank", "chinggis", "Чингис хаан банк", "Chinggis Khaan Bank"],
  ["capitronbank", "capitron", "Капитрон банк", "Capitron Bank"],
  ["bogdbank", "bogd", "Богд банк", "Bogd Bank"],
  ["transbank", "trans", "Тээвэр хөгжлийн банк", "Trans Bank"],
  ["mbank", "m", "М банк", "M Bank"],
  ["ard", "ard", "Ард апп", "Ard App"],
  ["arig", "arig", "Ариг банк", "Arig Bank"],
  ["Monpay", "monpay", "MonPay", "MonPay"],
  ["toki", "toki", "Toki", "Toki"],
  ["hipay", "hipay", "Hipay", "Hipay"],
])("%s:// is %s", (scheme, key, name_mn, name_en) => {
  const link = `${scheme}://q?qPay_QRcode=${qr}`
  expect(bankNames(link)).toEqual({ key, name_mn, name_en })
  expect(bankLinks([url(link, { name: "Something else" })])).toEqual([{ key, name_mn, name_en, logo: null, link }])
})

it("goes by the name when the scheme is new, whatever its case and punctuation", () => {
  expect(bankNames(url("khanbank2027://q", { name: "KHAN-bank" })).key).toBe("khan")
  expect(bankNames(url("newscheme://q", { name: "?", description: "Голомт  Банк" })).key).toBe("golomt")
  expect(bankNames(url("newscheme://q", { name: "My Khan Bank Rival" })).key).toBe("newscheme")
})

it("shows QPay's own texts for an unknown one", () => {
  const unknown = { name: "Tino", description: "Тино апп" }
  expect(bankNames(url("tino://q", unknown))).toEqual({ key: "tino", name_mn: "Тино апп", name_en: "Tino" })
  expect(bankNames(url("tino://q", { name: "Tino" }))).toEqual({ key: "tino", name_mn: "Tino", name_en: "Tino" })
  expect(bankNames("tino://q")).toEqual({ key: "tino", name_mn: "tino", name_en: "tino" })
  expect(bankNames(url("https://pay.bank.mn/q", { name: "New Bank" })).key).toBe("newbank")
})

it.each([
  "javascript://alert(1)",
  "JavaScript:alert(1)",
  " javascript://%0aalert(1)",
  "java\tscript://x",
  "khanbank://q\njavascript:alert(1)",
  "data:text/html,<script>",
  "data://text/html,x",
  "file:///etc/passwd",
  "vbscript://x",
  "intent://x#Intent;scheme=http;end",
  "blob:https://x/y",
  "http://evil.example/q",
  "http://localhost.evil.example/q",
  "//evil.example",
  "/relative",
  "khanbank:q",
  "",
  `khanbank://${"x".repeat(5000)}`,
])("drops the link %p", (link) => {
  expect(bankLinks([url(link)])).toEqual([])
})

it("keeps https, and http on this machine", () => {
  const links = ["https://pay.mn/q", "http://localhost:4000/q", "http://127.0.0.1:4000/q"]
  expect(bankLinks(links.map((link) => url(link, { name: link }))).map(({ link }) => link)).toEqual(links)
})

it.each([
  ["https://qpay.mn/q/logo/khan.png", true],
  ["http://localhost:4000/khan.png", true],
  ["http://qpay.mn/q/logo/khan.png", false],
  ["data:image/svg+xml,<svg>", false],
  ["javascript:alert(1)", false],
  ["khan.png", false],
  [null, false],
])("logo %p kept: %p", (logo, kept) => {
  expect(bankLinks([url("khanbank://q", { logo })])[0]?.logo).toBe(kept ? logo : null)
})

it("keeps QPay's order, drops repeats and gives every entry its own key", () => {
  const links = bankLinks([url("toki://q?1"), url("khanbank://q?1"), url("khanbank://q?1"), url("khanbank://q?2")])
  expect(links.map(({ key }) => key)).toEqual(["toki", "khan", "khan-2"])
})
