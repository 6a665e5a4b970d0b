// Products of an outdoor shop that doesn't exist, to try the compiler with: the same for the same seed.

/** Numbers in [0, 1) from a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const brands = ['Alpenglow', 'Brookline', 'Cairn & Co', 'Driftwood', 'Eiger North', 'Fernway', 'Gullfoss', 'Hollow Creek', 'Ironbark', 'Juniper Peak', 'Kestrel', 'Lowland'];
const colors = ['black', 'forest green', 'navy', 'orange', 'red', 'sand', 'slate grey', 'teal', 'white', 'yellow'];
const seasons = ['summer', 'three-season', 'winter'];
const names = ['Arrow', 'Basin', 'Cove', 'Dune', 'Ember', 'Fjord', 'Glacier', 'Harbor', 'Islet', 'Jetty', 'Knoll', 'Ledge', 'Mesa', 'Notch', 'Oasis', 'Pass', 'Quarry', 'Ridge', 'Summit', 'Tarn', 'Upland', 'Vale', 'Willow', 'Zephyr'];

/** What is sold: category, the noun of its titles, prices and weights from and to, materials, and what it is good for. */
const kinds: readonly [string, string, number, number, number, number, readonly string[], readonly string[]][] = [
  ['Tents', 'tent', 90, 720, 0.9, 5.5, ['nylon', 'polyester', 'cotton canvas'], ['two people', 'a family', 'one person and a dog', 'high camps']],
  ['Sleeping bags', 'sleeping bag', 45, 540, 0.4, 2.4, ['down', 'synthetic fill'], ['cold nights', 'huts and hostels', 'light travel']],
  ['Backpacks', 'backpack', 35, 340, 0.5, 2.6, ['nylon', 'recycled polyester', 'waxed canvas'], ['day hikes', 'long trails', 'the way to work', 'carrying a camera']],
  ['Jackets', 'jacket', 60, 620, 0.2, 1.4, ['Gore-Tex', 'fleece', 'merino wool', 'softshell'], ['rain', 'wind on the ridge', 'cold mornings']],
  ['Boots', 'boots', 80, 380, 0.7, 2.1, ['leather', 'suede', 'mesh'], ['wet ground', 'scree', 'long descents', 'town and trail']],
  ['Stoves', 'stove', 25, 240, 0.07, 1.2, ['steel', 'titanium', 'aluminium'], ['boiling water fast', 'real cooking', 'melting snow']],
  ['Headlamps', 'headlamp', 15, 140, 0.05, 0.3, ['plastic', 'aluminium'], ['running at night', 'reading in a tent', 'caves']],
  ['Sleeping mats', 'sleeping mat', 20, 230, 0.3, 1.5, ['foam', 'nylon'], ['snow', 'short nights', 'side sleepers']],
  ['Water bottles', 'water bottle', 10, 60, 0.1, 0.6, ['steel', 'plastic', 'titanium'], ['hot tea', 'every day', 'gravel rides']],
  ['Trekking poles', 'trekking poles', 25, 190, 0.25, 0.6, ['carbon', 'aluminium'], ['tired knees', 'snow', 'pitching a tarp']],
];

/** A CSV with so many rows. */
export function sample(rows: number, seed = 7): string {
  const next = random(seed);
  const between = (low: number, high: number): number => low + next() * (high - low);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const lines = ['sku,title,brand,category,price,color,material,season,weight_kg,rating,reviews,stock,description'];
  for (let i = 1; i <= rows; i++) {
    const [category, noun, low, high, light, heavy, materials, uses] = pick(kinds);
    const [brand, color, material, season] = [pick(brands), pick(colors), pick(materials), pick(seasons)];
    const model = `${pick(names)} ${String(Math.floor(between(1, 90)))}`;
    const description = `A ${season} ${noun} of ${material} for ${pick(uses)}, made by ${brand}. Also good for ${pick(uses)}; comes in ${color}.`;
    const cells = [
      `OUT-${String(i).padStart(5, '0')}`, `${brand} ${model} ${noun}`, brand, category, `$${between(low, high).toFixed(2)}`, color, material, season,
      between(light, heavy).toFixed(2), between(2.8, 5).toFixed(1), Math.floor(between(0, 900)), Math.max(0, Math.floor(between(-4, 60))), description,
    ];
    lines.push(cells.map((cell) => (/[",]/.test(String(cell)) ? `"${String(cell)}"` : String(cell))).join(','));
  }
  return `${lines.join('\n')}\n`;
}
