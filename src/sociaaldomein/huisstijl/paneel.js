/* Een paneel wisselt van staat in de browser: alles is al getekend. Dit ene script dient de losse pagina (inline) en
   het widget in JupyterLab en Voila (render). Geen verzoeken naar buiten, geen opslag. */
const alle = (kiezer, in_ = document) => [...in_.querySelectorAll(kiezer)];
const eigenPagina = () => document.body.classList.contains('sd-pagina') || location.pathname.includes('/voila/');
const adres = () => new URLSearchParams(eigenPagina() ? location.hash.slice(1) : '');

function zetAdres(naam, waarde) {
  if (!eigenPagina()) return;
  const p = adres();
  waarde ? p.set(naam, waarde) : p.delete(naam);
  const tekst = p.toString();
  history.replaceState(null, '', tekst ? '#' + tekst : location.pathname + location.search);
}

const keuzes = paneel => alle('select[data-keuze]', paneel);
const sleutel = paneel => keuzes(paneel).map(s => s.value).join('|');
const staat = paneel => paneel.querySelector('.staat:not([hidden])');

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
  alle('[data-reeks],[data-cijfer]', paneel)
    .forEach(r => r.classList.toggle('aan', (r.dataset.reeks || r.dataset.cijfer) === reeks));
}

/* Een rij van de tabel voorlezen, een verder of terug. */
function leesRij(paneel, stap) {
  const s = staat(paneel), rijen = alle('tbody tr', s), kop = alle('thead th', s).map(k => k.textContent.toLowerCase());
  if (!rijen.length) return;
  const begin = s.rij ?? (stap > 0 ? -1 : rijen.length);
  s.rij = Math.min(rijen.length - 1, Math.max(0, begin + stap));
  const cel = [...rijen[s.rij].cells].map(c => c.textContent);
  const delen = cel.slice(1).map((c, i) => c && kop[i + 1] + ' ' + c).filter(Boolean);
  paneel.querySelector('.lees').textContent = cel[0] + ': ' + delen.join(', ') + '.';
}

function uitAdres(paneel) {
  const p = adres();
  keuzes(paneel).forEach(s => {
    const w = p.get(paneel.dataset.paneel + '.' + s.dataset.keuze);
    if ([...s.options].some(o => o.value === w)) s.value = w;
  });
  toon(paneel);
  const lijst = paneel.querySelector('select[data-licht]'), w = p.get(paneel.dataset.paneel + '.nadruk');
  if (lijst && w && [...lijst.options].some(o => o.value === w)) { lijst.value = w; licht(paneel, w); }
}

function koppel(paneel) {
  if (paneel.dataset.klaar) return;
  paneel.dataset.klaar = 'ja';
  alle('.bediening', paneel).forEach(b => { b.hidden = false; });
  paneel.addEventListener('change', e => {
    const s = e.target.closest('select');
    if (!s) return;
    const naam = paneel.dataset.paneel + '.' + (s.dataset.keuze || 'nadruk');
    zetAdres(naam, s.selectedIndex > 0 ? s.value : '');
    if (!s.dataset.keuze) return licht(paneel, s.value);
    toon(paneel);
    paneel.querySelector('.lees').textContent = staat(paneel).querySelector('figcaption').textContent;
  });
  paneel.addEventListener('keydown', e => {
    const stap = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (!stap || e.ctrlKey || e.metaKey || e.altKey || !e.target.closest('.beeld')) return;
    e.preventDefault();
    e.stopPropagation(); /* JupyterLab gebruikt dezelfde toetsen */
    leesRij(paneel, stap);
  });
  alle('.beeld', paneel).forEach(b => {
    b.tabIndex = 0;
    b.setAttribute('role', 'group');
    b.setAttribute('aria-label', 'Beeld. De pijltjestoetsen lezen de cijfers voor.');
  });
  uitAdres(paneel);
}

/* In Voila wijzen de onderdelen naar notebooks, op de losse pagina naar bestanden. */
function wijsDeWeg() {
  if (!location.pathname.includes('/voila/')) return;
  alle('a[data-notebook]').forEach(a => {
    a.dataset.notebook ? a.setAttribute('href', a.dataset.notebook) : a.closest('li').remove();
    a.removeAttribute('data-notebook');
  });
}

function begin() {
  alle('.paneel[data-paneel]').forEach(koppel);
  wijsDeWeg();
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();
addEventListener('hashchange', () => alle('.paneel[data-paneel]').forEach(uitAdres));

export default {
  render({ model, el }) {
    el.classList.add('sd');
    el.innerHTML = model.get('html');
    alle('.paneel[data-paneel]', el).forEach(koppel);
    wijsDeWeg();
  },
};
