/* Een beeld bewaren of delen: PNG, SVG, CSV en XLSX uit wat er te zien is, en tekst of adres naar het klembord.
   Alles wordt hier gemaakt; er gaat niets naar buiten. */
const BEWAREN = {
  png: 'Beeld (PNG)', svg: 'Beeld (SVG)', csv: 'Cijfers (CSV)', xlsx: 'Cijfers (Excel)',
  zin: 'Kopieer zin met bron', adres: 'Kopieer adres van dit beeld', druk: 'Druk de pagina af, of maak een PDF',
};
const schoon = t => t.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

function koppelBewaren(paneel) {
  const lijst = paneel.querySelector('.bewaren ul');
  if (!lijst) return;
  const zegt = paneel.querySelector('.gedaan');
  const daden = { png: bewaarPng, svg: bewaarSvg, csv: bewaarCsv, xlsx: bewaarXlsx, zin: kopieerZin, adres: kopieerAdres,
    druk: async () => { print(); return ''; } };
  Object.entries(BEWAREN).forEach(([soort, tekst]) => {
    const li = document.createElement('li');
    li.append(knop(tekst, 'knop', async () => {
      zegt.textContent = '';
      zegt.textContent = await daden[soort](paneel).catch(() => 'Dat lukte niet in deze browser.');
    }));
    lijst.append(li);
  });
  paneel.querySelector('.bewaren').hidden = false;
}

/* De tekst die bij een bewaard beeld of een bewaarde tabel hoort. */
function bijschrift(paneel) {
  const s = staat(paneel), tekst = kiezer => alle(kiezer, s).map(e => e.textContent).join(' ');
  return { titel: s.dataset.titel, zin: tekst('figcaption'), eerder: tekst('.gepubliceerd'), telt: tekst('.telt'),
    noot: tekst('.noot'), bron: tekst('.bron'), herkomst: paneel.dataset.herkomst };
}

function bestandsnaam(paneel, soort) {
  const keuze = sleutel(paneel).replaceAll('|', '-');
  return [paneel.dataset.bestand, paneel.id, keuze].filter(Boolean).join('-').toLowerCase() + '.' + soort;
}

function download(naam, inhoud, soort) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(new Blob([inhoud], { type: soort }));
  a.download = naam;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  return 'Bewaard als ' + naam + '.';
}

/* ---- beeld ---- */

function regels(tekst, breedte, letter) {
  const meet = document.createElement('canvas').getContext('2d'), uit = [''];
  meet.font = letter;
  tekst.split(/\s+/).forEach(woord => {
    const proef = (uit.at(-1) + ' ' + woord).trim();
    meet.measureText(proef).width > breedte && uit.at(-1) ? uit.push(woord) : uit[uit.length - 1] = proef;
  });
  return uit;
}

/* Het beeld als los bestand: met titel, zin en bron erin, vaste kleuren en de eigen letter. */
function losseSvg(paneel) {
  const b = bijschrift(paneel), beeld = staat(paneel).querySelector('svg.breed').cloneNode(true);
  alle('.vakken', beeld).forEach(v => v.remove());
  if (paneel.dataset.licht) {
    alle('[data-reeks]:not(.aan)', beeld).forEach(r => r.setAttribute('opacity', '.16'));
    alle('[data-cijfer]:not(.aan)', beeld).forEach(r => r.setAttribute('opacity', '0'));
  }
  const [, , breed, hoog] = beeld.getAttribute('viewBox').split(/\s+/).map(Number), rand = 24, vol = breed + 2 * rand;
  const letters = alle('style').flatMap(s => s.textContent.match(/@font-face\s*\{[^}]*\}/g) || []).join('');
  let y = rand, delen = '';
  const schrijf = (tekst, maat, dik, kleur) => {
    if (!tekst) return;
    regels(tekst, breed, `${dik ? 600 : 400} ${maat}px "Source Sans 3",Arial`).forEach(r => {
      y += maat * 1.3;
      delen += `<text x="${rand}" y="${y.toFixed(1)}" font-size="${maat}" font-weight="${dik ? 600 : 400}" fill="${kleur}">`
        + schoon(r) + '</text>';
    });
  };
  schrijf(b.titel, 26, true, '#16222c');
  y += 16;
  beeld.removeAttribute('class');
  beeld.setAttribute('x', rand);
  beeld.setAttribute('y', y);
  beeld.setAttribute('width', breed);
  beeld.setAttribute('height', hoog);
  delen += new XMLSerializer().serializeToString(beeld).replace(/var\(--[\w-]+,\s*(#[0-9a-f]+)\)/gi, '$1');
  y += hoog + 8;
  schrijf(b.zin, 18, false, '#16222c');
  y += 4;
  [b.eerder, b.bron, b.herkomst].forEach(t => schrijf(t, 15, false, '#4b5863'));
  const hoogte = Math.ceil(y + rand);
  return [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${vol} ${hoogte}" width="${vol}" height="${hoogte}" `
    + `font-family="'Source Sans 3','Segoe UI',Arial,sans-serif" lang="nl"><title>${schoon(b.titel)}</title>`
    + `<desc>${schoon([b.zin, b.bron, b.herkomst].join(' '))}</desc><style>${letters}</style>`
    + `<rect width="100%" height="100%" fill="#ffffff"/>${delen}</svg>`, vol, hoogte];
}

async function bewaarSvg(paneel) {
  return download(bestandsnaam(paneel, 'svg'), losseSvg(paneel)[0], 'image/svg+xml');
}

async function bewaarPng(paneel) {
  const [svg, breed, hoog] = losseSvg(paneel), beeld = new Image(), vlak = document.createElement('canvas');
  beeld.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await beeld.decode();
  vlak.width = 2 * breed;
  vlak.height = 2 * hoog;
  vlak.getContext('2d').drawImage(beeld, 0, 0, vlak.width, vlak.height);
  const inhoud = await new Promise(klaar => vlak.toBlob(klaar, 'image/png'));
  return download(bestandsnaam(paneel, 'png'), inhoud, 'image/png');
}

/* ---- cijfers ---- */

const tabel = paneel => alle('tr', staat(paneel).querySelector('table')).map(r => [...r.cells].map(c => c.textContent));

/* "1.234" en "−2,2%" als getal; een ander woord geeft null. */
function getalVan(tekst) {
  const deel = /^([+\u2212-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(%?)$/.exec(tekst.trim());
  if (!deel) return null;
  const waarde = Number(deel[2].replaceAll('.', '') + '.' + (deel[3] || '0')) * (/[\u2212-]/.test(deel[1]) ? -1 : 1);
  return { waarde, procent: deel[4] === '%' };
}

/* Een cel die een rekenblad als formule zou lezen, krijgt een apostrof. */
function csvCel(tekst, nr) {
  const g = nr > 0 && getalVan(tekst);
  if (g) return String(g.waarde).replace('.', ',') + (g.procent ? '%' : '');
  const veilig = /^[=+\-@\t\r]/.test(tekst) ? "'" + tekst : tekst;
  return /[;"\n\r]/.test(veilig) ? '"' + veilig.replaceAll('"', '""') + '"' : veilig;
}

function onderTabel(paneel) {
  const b = bijschrift(paneel);
  return [[''], [b.titel], [b.telt], [b.noot], [b.bron], [b.herkomst]].filter(r => r[0] || r[0] === '');
}

async function bewaarCsv(paneel) {
  const rijen = [...tabel(paneel), ...onderTabel(paneel)].map(r => r.map(csvCel).join(';'));
  return download(bestandsnaam(paneel, 'csv'), '\ufeff' + rijen.join('\r\n') + '\r\n', 'text/csv;charset=utf-8');
}

/* Het kleinste werkblad dat Excel opent: zes delen in een zip zonder inpakken. */
async function bewaarXlsx(paneel) {
  const cel = (t, nr) => {
    const g = nr > 0 && getalVan(t);
    if (!g) return `<c t="inlineStr"><is><t xml:space="preserve">${schoon(t)}</t></is></c>`;
    return `<c s="${g.procent ? 2 : Number.isInteger(g.waarde) ? 1 : 0}"><v>${g.procent ? g.waarde / 100 : g.waarde}</v></c>`;
  };
  const rijen = [...tabel(paneel), ...onderTabel(paneel)].map(r => `<row>${r.map(cel).join('')}</row>`).join('');
  const ns = 'http://schemas.openxmlformats.org/', blad = ns + 'spreadsheetml/2006/main';
  const rel = ns + 'officeDocument/2006/relationships', type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.';
  const deel = (n, s) => `<Override PartName="/xl/${n}.xml" ContentType="${type}${s}+xml"/>`;
  const verwijs = r => `<Relationships xmlns="${ns}package/2006/relationships">${r}</Relationships>`;
  const naar = (id, soort, doel) => `<Relationship Id="${id}" Type="${rel}/${soort}" Target="${doel}"/>`;
  const een = inhoud => `<${inhoud[0]} count="1">${inhoud[1]}</${inhoud[0]}>`;
  const delen = {
    '[Content_Types].xml': `<Types xmlns="${ns}package/2006/content-types"><Default Extension="rels" `
      + 'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
      + deel('workbook', 'sheet.main') + deel('styles', 'styles') + deel('worksheets/sheet1', 'worksheet') + '</Types>',
    '_rels/.rels': verwijs(naar('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/_rels/workbook.xml.rels': verwijs(naar('r1', 'worksheet', 'worksheets/sheet1.xml') + naar('r2', 'styles', 'styles.xml')),
    'xl/workbook.xml': `<workbook xmlns="${blad}" xmlns:r="${rel}"><sheets><sheet name="Cijfers" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/styles.xml': `<styleSheet xmlns="${blad}">${een(['fonts', '<font/>'])}<fills count="2"><fill><patternFill patternType="none"/></fill>`
      + '<fill><patternFill patternType="gray125"/></fill></fills>' + een(['borders', '<border/>']) + een(['cellStyleXfs', '<xf/>'])
      + '<cellXfs count="3"><xf/><xf numFmtId="3" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${blad}"><cols><col min="1" max="1" width="28" customWidth="1"/>`
      + `<col min="2" max="12" width="18" customWidth="1"/></cols><sheetData>${rijen}</sheetData></worksheet>`,
  };
  return download(bestandsnaam(paneel, 'xlsx'), zip(delen), type + 'sheet');
}

function crc32(bytes) {
  let c = ~0;
  for (const b of bytes) {
    c ^= b;
    for (let i = 0; i < 8; i++) c = c >>> 1 ^ (c & 1 ? 0xedb88320 : 0);
  }
  return ~c >>> 0;
}

function zip(delen) {
  const stukken = [], wijzer = [], tekst = new TextEncoder();
  let plek = 0;
  const kop = velden => {
    const v = new DataView(new ArrayBuffer(velden.reduce((n, [maat]) => n + maat, 0)));
    velden.reduce((p, [maat, w]) => { maat === 2 ? v.setUint16(p, w, true) : v.setUint32(p, w, true); return p + maat; }, 0);
    return new Uint8Array(v.buffer);
  };
  Object.entries(delen).forEach(([naam, inhoud]) => {
    const n = tekst.encode(naam), d = tekst.encode('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + inhoud);
    const vast = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, crc32(d)], [4, d.length], [4, d.length], [2, n.length], [2, 0]];
    const voor = kop([[4, 0x04034b50], ...vast]);
    wijzer.push(kop([[4, 0x02014b50], [2, 20], ...vast, [2, 0], [2, 0], [2, 0], [4, 0], [4, plek]]), n);
    stukken.push(voor, n, d);
    plek += voor.length + n.length + d.length;
  });
  const lengte = wijzer.reduce((som, w) => som + w.length, 0), aantal = wijzer.length / 2;
  const einde = kop([[4, 0x06054b50], [2, 0], [2, 0], [2, aantal], [2, aantal], [4, lengte], [4, plek], [2, 0]]);
  return new Blob([...stukken, ...wijzer, einde]);
}

/* ---- klembord ---- */

async function naarKlembord(tekst, gelukt) {
  if (navigator.clipboard && isSecureContext) {
    const goed = await navigator.clipboard.writeText(tekst).then(() => true, () => false);
    if (goed) return gelukt;
  }
  const vak = document.createElement('textarea'); /* zonder beveiligde verbinding is er geen klembord */
  vak.value = tekst;
  document.body.append(vak);
  vak.select();
  const goed = document.execCommand('copy');
  vak.remove();
  return goed ? gelukt : 'Kopieer deze tekst zelf: ' + tekst;
}

async function kopieerZin(paneel) {
  const b = bijschrift(paneel);
  return naarKlembord([b.zin, b.bron, b.herkomst].filter(Boolean).join(' '), 'De zin met de bron is gekopieerd.');
}

async function kopieerAdres(paneel) {
  const p = new URLSearchParams({ paneel: paneel.id });
  adres().forEach((w, n) => { if (n.startsWith(paneel.dataset.paneel + '.')) p.set(n, w); });
  return naarKlembord(location.href.split('#')[0] + '#' + p, 'Het adres van dit beeld is gekopieerd.');
}
