/** One thing on the demo shop's shelf. Prices are whole tugrik. */
export type DemoProduct = {
  handle: string
  title: string
  title_en: string
  description: string
  description_en: string
  size: string
  price: number
}

/** The first one costs ₮12,000: with ₮5,000 delivery an order is ₮17,000, the sum our measurements use. */
export const demoProducts: DemoProduct[] = [
  {
    handle: "suutei-tsai",
    title: "Сүүтэй цай",
    title_en: "Mongolian milk tea",
    description: "Давстай, уламжлалт амттай хуурай сүүтэй цай. Буцалсан ус хийгээд л уухад бэлэн.",
    description_en: "Salted milk tea the traditional way. Just add boiling water.",
    size: "12 уут",
    price: 12000,
  },
  {
    handle: "nooluuran-oroolt",
    title: "Ноолууран ороолт",
    title_en: "Cashmere scarf",
    description: "Говийн ямааны зуун хувь ноолуур. Зөөлөн, хөнгөн, дулаан.",
    description_en: "Pure cashmere from Gobi goats. Soft, light and warm.",
    size: "180 × 30 см",
    price: 189000,
  },
  {
    handle: "esgii-taavchig",
    title: "Эсгий таавчиг",
    title_en: "Felt slippers",
    description: "Хонины ноосоор гараар хийсэн эсгий таавчиг. Өвлийн хүйтэнд хөл дулаан.",
    description_en: "Handmade from sheep's wool. Warm feet all winter.",
    size: "38–40",
    price: 45000,
  },
  {
    handle: "aaruul",
    title: "Ааруул",
    title_en: "Aaruul, dried curds",
    description: "Архангайн сарлагийн сүүгээр хийж, наранд хатаасан ааруул.",
    description_en: "Yak's milk curds from Arkhangai, dried in the sun.",
    size: "500 г",
    price: 18000,
  },
  {
    handle: "chatsarganii-shuus",
    title: "Чацарганы шүүс",
    title_en: "Sea-buckthorn juice",
    description: "Увсын чацарганаас шахсан, элсэн чихэр нэмээгүй цэвэр шүүс.",
    description_en: "Pressed from Uvs sea-buckthorn, no sugar added.",
    size: "1 л",
    price: 16500,
  },
  {
    handle: "morin-khuur",
    title: "Бэлэг дурсгалын морин хуур",
    title_en: "Morin khuur souvenir",
    description: "Модоор сийлж урласан жижиг морин хуур. Хүндэт зочиндоо бэлэглэхэд тохиромжтой.",
    description_en: "A small carved horse-head fiddle, a gift for an honoured guest.",
    size: "30 см",
    price: 85000,
  },
  {
    handle: "arisan-turiivch",
    title: "Арьсан түрийвч",
    title_en: "Leather wallet",
    description: "Үхрийн жинхэнэ арьсаар гараар оёсон түрийвч. Зургаан картын халаастай.",
    description_en: "Hand-stitched cow leather with six card pockets.",
    size: "11 × 9 см",
    price: 65000,
  },
  {
    handle: "nooson-oims",
    title: "Тэмээний ноосон оймс",
    title_en: "Camel wool socks",
    description: "Говийн тэмээний ноосоор нэхсэн зузаан оймс.",
    description_en: "Thick socks knitted from Gobi camel wool.",
    size: "39–42",
    price: 24000,
  },
  {
    handle: "zugiin-bal",
    title: "Сэлэнгийн зөгийн бал",
    title_en: "Selenge honey",
    description: "Сэлэнгийн хөндийн зэрлэг цэцгийн цэвэр бал.",
    description_en: "Pure wildflower honey from the Selenge valley.",
    size: "500 г",
    price: 28000,
  },
  {
    handle: "shagai",
    title: "Шагайн тоглоом",
    title_en: "Shagai game set",
    description: "Гэр бүлээрээ тоглох 40 ширхэг шагай, даавуун ууттай.",
    description_en: "Forty ankle bones in a cloth bag, for the whole family.",
    size: "40 ширхэг",
    price: 15000,
  },
  {
    handle: "mungun-ayaga",
    title: "Мөнгөн аяга",
    title_en: "Silver bowl",
    description: "Уламжлалт хээтэй, дархны гараар урласан мөнгөн аяга.",
    description_en: "A silversmith's bowl with a traditional pattern.",
    size: "200 мл",
    price: 450000,
  },
  {
    handle: "esgii-ger",
    title: "Эсгий гэр",
    title_en: "Felt ger ornament",
    description: "Эсгийгээр урласан бяцхан гэр. Бэлэг, гэрийн чимэглэлд тохиромжтой.",
    description_en: "A tiny felt ger, for a shelf or as a gift.",
    size: "12 см",
    price: 32000,
  },
]
