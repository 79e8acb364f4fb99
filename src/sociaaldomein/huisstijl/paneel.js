/* Een paneel wisselt van staat in de browser: alles is al getekend. Dit script dient de losse pagina (inline) en het
   widget in JupyterLab en Voila (render). Geen verzoeken naar buiten, geen opslag. Zie ook bewaren.js en zaal.js. */
const alle = (kiezer, in_ = document) => [...in_.querySelectorAll(kiezer)];
const eigenPagina = () => document.body.classList.contains('sd-pagina') || location.pathname.includes('/voila/');
let gekozen = null; /* wat het adres zegt, en wat er sindsdien gekozen is */
const adres = () => (gekozen ??= new URLSearchParams(eigenPagina() ? location.hash.slice(1) : ''));

function zetAdres(naam, waarde) {
  if (!eigenPagina()) return;
  const p = adres();
  waarde ? p.set(naam, waarde) : p.delete(naam);
  const tekst = p.toString();
  try {
    history.replaceState(null, '', tekst ? '#' + tekst : location.pathname + location.search);
  } catch { /* een voorbeeldvenster heeft geen eigen adres: de keuze blijft op de pagina */ }
}

function knop(tekst, klasse, actie) {
  const b = document.createElement('button');
  b.type = 'button';
  b.className = klasse;
  b.textContent = tekst;
  b.addEventListener('click', actie);
  return b;
}

const keuzes = paneel => alle('select[data-keuze]', paneel);
const sleutel = paneel => keuzes(paneel).map(s => s.value).join('|');
const staat = paneel => paneel.querySelector('.staat:not([hidden])');
const lees = paneel => paneel.querySelector('.lees');

/* Toon de gekozen staat: beeld, zin, tabel, titel en status wisselen samen. */
function toon(paneel) {
  const nu = sleutel(paneel);
  alle('.staat', paneel).forEach(s => { s.hidden = s.dataset.staat !== nu; });
  const s = staat(paneel);
  if (!s) return;
  paneel.querySelector('h3').textContent = s.dataset.titel;
  const etiket = paneel.querySelector('.kop .status');
  etiket.textContent = s.dataset.status;
  etiket.className = 'status ' + s.dataset.status;
  const regel = lees(paneel), vakken = s.querySelector('.vakken');
  s.querySelector('.beeld').after(regel); /* de regel staat bij het beeld dat te zien is */
  regel.textContent = '';
  regel.classList.toggle('leeg', !vakken);
  merk(paneel, null);
  vulNadruk(paneel, s);
}

/* Welke reeksen nadruk kunnen krijgen, verschilt per staat. */
function vulNadruk(paneel, s) {
  const lijst = paneel.querySelector('select[data-licht]');
  if (!lijst) return;
  const namen = JSON.parse(s.dataset.nadruk || '{}'), was = lijst.value;
  lijst.replaceChildren(new Option('alles', ''), ...Object.entries(namen).map(([id, naam]) => new Option(naam, id)));
  lijst.value = was in namen ? was : '';
  lijst.closest('label').hidden = !Object.keys(namen).length;
  licht(paneel, lijst.value);
}

function licht(paneel, reeks) {
  reeks ? paneel.dataset.licht = reeks : delete paneel.dataset.licht;
  alle('[data-reeks],[data-cijfer]', staat(paneel) ?? paneel) /* een staat die komt, krijgt haar nadruk dan */
    .forEach(r => r.classList.toggle('aan', (r.dataset.reeks || r.dataset.cijfer) === reeks));
}

/* Het vak van een rij krijgt een rand; de rij zelf staat als tekst bij het beeld. */
function merk(paneel, nr) {
  alle('.vakken .nu', paneel).forEach(v => v.classList.remove('nu'));
  const s = staat(paneel);
  s.rij = nr;
  if (nr === null) return;
  alle(`.vakken [data-rij="${nr}"]`, s).forEach(v => v.classList.add('nu'));
}

function wijs(paneel, nr) {
  const s = staat(paneel), rij = s.querySelectorAll('tbody tr')[nr];
  if (!rij || s.rij === nr) return;
  merk(paneel, nr);
  const kop = alle('thead th', s).map(k => k.textContent);
  const cel = [...rij.cells].map(c => c.textContent);
  const woord = k => /^(\d|[A-Z][a-z])/.test(k) ? k[0].toLowerCase() + k.slice(1) : k;
  const delen = cel.slice(1).map((c, i) => c && woord(kop[i + 1]) + ' ' + c).filter(Boolean);
  lees(paneel).textContent = cel[0] + ': ' + delen.join(', ') + '.';
}

/* Een rij verder of terug, met de pijltjes. */
function leesRij(paneel, stap) {
  const s = staat(paneel), aantal = alle('tbody tr', s).length;
  if (!aantal) return;
  const begin = s.rij ?? (stap > 0 ? -1 : aantal);
  wijs(paneel, Math.min(aantal - 1, Math.max(0, begin + stap)));
}

function uitAdres(paneel) {
  const p = adres();
  keuzes(paneel).forEach(s => {
    const w = p.get(paneel.dataset.paneel + '.' + s.dataset.keuze);
    s.selectedIndex = Math.max(0, [...s.options].findIndex(o => o.value === w));
  });
  toon(paneel);
  const lijst = paneel.querySelector('select[data-licht]'), w = p.get(paneel.dataset.paneel + '.nadruk');
  if (lijst && w && [...lijst.options].some(o => o.value === w)) { lijst.value = w; licht(paneel, w); }
}

function koppel(paneel) {
  if (paneel.dataset.klaar) return;
  paneel.dataset.klaar = 'ja';
  alle('.bediening,.lees', paneel).forEach(b => { b.hidden = false; });
  paneel.addEventListener('change', e => {
    const s = e.target.closest('select');
    if (!s) return;
    const naam = paneel.dataset.paneel + '.' + (s.dataset.keuze || 'nadruk');
    s.dataset.keuze ? toon(paneel) : licht(paneel, s.value); /* eerst het beeld: het adres mag mislukken */
    zetAdres(naam, s.selectedIndex > 0 ? s.value : '');
    if (!s.dataset.keuze) return;
    const zin = staat(paneel).querySelector('figcaption').textContent; /* de zin staat er al: alleen voorlezen */
    setTimeout(() => meld(zin), 50);
  });
  paneel.addEventListener('pointerover', e => {
    const vak = e.target.closest('.vakken [data-rij]');
    if (vak) wijs(paneel, Number(vak.dataset.rij));
  });
  paneel.addEventListener('keydown', e => {
    const stap = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (!stap || e.ctrlKey || e.metaKey || e.altKey || !e.target.closest('.beeld')) return;
    e.preventDefault();
    e.stopPropagation(); /* JupyterLab en de zaalstand gebruiken dezelfde toetsen */
    leesRij(paneel, stap);
  });
  alle('.beeld', paneel).forEach(b => {
    b.tabIndex = 0;
    b.setAttribute('role', 'group');
    b.setAttribute('aria-label', 'Beeld. De pijltjestoetsen lezen de cijfers voor.');
  });
  koppelBewaren(paneel);
  uitAdres(paneel);
  zaalPaneel(paneel);
}

/* Een onzichtbare regel die voorleest wat er veranderde. */
function meld(tekst) {
  let regel = document.getElementById('sd-meld');
  if (!regel) {
    regel = document.createElement('p');
    regel.id = 'sd-meld';
    regel.className = 'sd-meld';
    regel.setAttribute('role', 'status');
    document.body.append(regel);
  }
  regel.textContent = tekst;
}

/* In Voila wijzen de onderdelen naar notebooks, op de losse pagina naar bestanden. */
function wijsDeWeg() {
  if (!location.pathname.includes('/voila/')) return;
  alle('a[data-notebook]').forEach(a => {
    a.dataset.notebook ? a.setAttribute('href', a.dataset.notebook) : a.closest('li').remove();
    a.removeAttribute('data-notebook');
  });
}

/* De levende pagina zegt het als de verbinding weg is. De beelden zijn er al en blijven werken. */
function bewaakVerbinding() {
  const toonStand = () => {
    const weg = ['weg', 'kwijt'].includes(window.sdVerbinding), oud = document.getElementById('sd-verbinding');
    if (oud && !weg) { oud.remove(); meld('De verbinding is terug.'); }
    if (oud || !weg) return;
    const vak = document.createElement('div'), tekst = document.createElement('p');
    vak.id = 'sd-verbinding';
    vak.className = 'verbinding';
    vak.setAttribute('role', 'alert');
    tekst.textContent = 'De verbinding is weg. De beelden op deze pagina blijven gewoon werken.';
    vak.append(tekst, knop('Opnieuw verbinden', 'knop', async () => {
      tekst.textContent = 'Wij proberen het.';
      const bron = document.querySelector('script[src]').src;
      const goed = await fetch(bron, { method: 'HEAD', cache: 'no-store' }).then(a => a.ok, () => false);
      if (goed) return location.reload(); /* het adres draagt de stand: de pagina komt terug zoals zij was */
      tekst.textContent = 'De verbinding is er nog niet. De beelden op deze pagina blijven gewoon werken.';
    }));
    document.body.append(vak);
  };
  addEventListener('sd-verbinding', toonStand);
  toonStand();
}

/* Op papier staat alles open; daarna gaat dicht wat dicht was. */
function bewaakPapier() {
  let open = [];
  addEventListener('beforeprint', () => {
    open = alle('.sd details:not([open])');
    open.forEach(d => { d.open = true; });
  });
  addEventListener('afterprint', () => { open.forEach(d => { d.open = false; }); open = []; });
}

function begin() {
  if (!window.sdBegonnen) { /* in Voila laadt dit script per paneel */
    window.sdBegonnen = true;
    addEventListener('hashchange', () => { gekozen = null; alle('.paneel[data-paneel]').forEach(uitAdres); zaalstand(); });
    if (eigenPagina()) beginZaal();
    bewaakPapier();
    if (document.body.dataset.levend) bewaakVerbinding();
  }
  alle('.paneel[data-paneel]').forEach(koppel);
  wijsDeWeg();
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();

export default {
  render({ model, el }) {
    const id = /id="([^"]+)"/.exec(model.get('html'));
    if (id && document.getElementById(id[1])?.closest('.sd-widget')) return; /* het staat er al */
    el.classList.add('sd');
    el.innerHTML = model.get('html');
    alle('.paneel[data-paneel]', el).forEach(koppel);
    wijsDeWeg();
  },
};
