/* De zaalstand: hele scherm, vier beelden tegelijk of één, te bedienen met toetsen en een presentatieknop.
   De stand staat in het adres (#modus=zaal&paneel=jeugd-lopend). Losse toetsen werken alleen hier (WCAG 2.1.4). */
const html = document.documentElement;
const past = matchMedia('(min-width:900px) and (min-aspect-ratio:6/5)'); /* een telefoon blijft een gewone pagina */
const zaalPanelen = () => alle('main .paneel[data-paneel]');
const TOETSEN = [
  ['pijltjes, spatie, PageDown, PageUp', 'volgend of vorig beeld'],
  ['Esc', 'terug naar het overzicht'],
  ['1 tot 9', 'naar een onderdeel; 0 is het tiende'],
  ['W', 'waarom: telregel, bron en kanttekening'],
  ['F', 'hele scherm (F11 blijft ook bij een ander onderdeel)'],
];

/* Alle schermen op volgorde: een overzicht van vier, dan die vier een voor een, dan het volgende overzicht.
   Op een pagina van de avond is elk blad een scherm (zie avond.js). */
function schermen() {
  const bladen = zaalBladen();
  if (bladen.length) return bladen.map((element, i) => ({ blad: i + 1, element, panelen: [] }));
  const panelen = zaalPanelen(), uit = [];
  for (let i = 0; i < panelen.length; i += 4) {
    const vier = panelen.slice(i, i + 4);
    if (vier.length > 1) uit.push({ blad: i / 4 + 1, panelen: vier });
    vier.forEach(p => uit.push({ blad: i / 4 + 1, paneel: p, panelen: [p] }));
  }
  return uit;
}

function scherm() {
  const p = adres(), naam = p.get('paneel'), alleSchermen = schermen();
  const hier = alleSchermen.findIndex(s => (naam
    ? s.paneel && (s.paneel.id === naam || s.paneel.id.endsWith('-' + naam))
    : !s.paneel && s.blad === Number(p.get('blad') || 1)));
  return [alleSchermen, Math.max(hier, 0)];
}

function zetScherm(s) {
  zetAdres('paneel', s.paneel ? s.paneel.id : '');
  zetAdres('blad', s.paneel || s.blad === 1 ? '' : String(s.blad));
  zetAdres('waarom', '');
  zaalstand();
  meld(s.paneel || s.element ? (s.paneel || s.element).querySelector('h2,h3').textContent : 'Overzicht ' + s.blad);
}

/* Zet het scherm zoals het adres het zegt. */
function zaalstand() {
  const aan = eigenPagina() && adres().get('modus') === 'zaal' && past.matches, [lijst, hier] = scherm();
  const nu = lijst[hier];
  aan ? html.dataset.modus = 'zaal' : delete html.dataset.modus;
  html.dataset.beelden = aan && nu ? nu.element ? 'blad' : nu.paneel ? 'een' : nu.panelen.length : '';
  zaalBladen().forEach(b => { b.dataset.zaal = !aan ? '' : b === nu.element ? 'nu' : 'uit'; });
  zaalPanelen().forEach(p => {
    const hoort = aan && nu && nu.panelen.includes(p);
    p.dataset.zaal = !aan ? '' : !hoort ? 'uit' : nu.paneel ? 'nu' : 'kwart';
    p.classList.toggle('met-zin', p.dataset.zaal === 'kwart' && nu.panelen.length < 4
      && (nu.panelen.length === 2 || p === nu.panelen[2])); /* een half scherm over: de zin ernaast */
    const groot = p.querySelector('.groot'), reden = p.querySelector('.waarom');
    if (!groot) return; /* in Voila komt het paneel zo */
    groot.hidden = p.dataset.zaal !== 'kwart';
    reden.hidden = p.dataset.zaal !== 'nu';
    const open = adres().get('waarom') === 'ja';
    reden.setAttribute('aria-expanded', String(open));
    p.classList.toggle('toon-waarom', open);
  });
  vertel();
  const balk = document.querySelector('.zaalbalk');
  if (!balk) return;
  balk.querySelector('.zaalknop').textContent = aan ? 'Gewone stand' : 'Zaalstand';
  balk.querySelector('.zaalknop').hidden = !past.matches;
  alle('.alleen-zaal', balk).forEach(e => { e.hidden = !aan || (lijst.length < 2 && !agenda()); });
  if (!aan || !nu) return;
  const panelen = zaalPanelen(), bladen = lijst.at(-1).blad;
  balk.querySelector('.waar').textContent = nu.element ? `${nu.blad} van ${bladen}` : nu.paneel
    ? `beeld ${panelen.indexOf(nu.paneel) + 1} van ${panelen.length}` : `overzicht ${nu.blad} van ${bladen}`;
}

function stap(richting) {
  const [lijst, hier] = scherm(), naar = hier + richting;
  if (onthul(richting)) return;
  if (lijst[naar]) return zetScherm(lijst[naar]);
  if (naarOnderdeel(richting) || !lijst.length) return;
  zetScherm(lijst[(naar + lijst.length) % lijst.length]);
}

function naarOverzicht() {
  const [lijst, hier] = scherm(), nu = lijst[hier];
  if (nu) zetScherm(lijst.find(s => !s.paneel && s.blad === nu.blad) || lijst[0]);
}

function wisselZaal() {
  zetAdres('modus', adres().get('modus') === 'zaal' ? '' : 'zaal');
  ['paneel', 'blad', 'waarom'].forEach(naam => zetAdres(naam, ''));
  zaalstand();
  meld(html.dataset.modus ? 'Zaalstand.' : 'Gewone stand.');
}

function heelScherm() {
  document.fullscreenElement ? document.exitFullscreen() : html.requestFullscreen?.();
}

/* De knoppen die een paneel alleen in de zaal heeft. */
function zaalPaneel(paneel) {
  const kop = paneel.querySelector('.kop'), id = paneel.id;
  const groot = knop('Groot', 'knop groot', () => zetScherm({ paneel, blad: 1 }));
  groot.id = 'g-' + id;
  groot.setAttribute('aria-labelledby', `g-${id} t-${id}`);
  const reden = knop('Waarom?', 'knop waarom', () => {
    zetAdres('waarom', adres().get('waarom') === 'ja' ? '' : 'ja');
    zaalstand();
    if (adres().get('waarom') === 'ja') {
      meld(alle('.telt,.noot,.bron', staat(paneel)).map(e => e.textContent).join(' '));
    }
  });
  kop.append(groot, reden);
  zaalstand();
}

function zaalToets(e) {
  if (!html.dataset.modus || e.ctrlKey || e.metaKey || e.altKey || e.target.closest('select,input,textarea')) return;
  const kies = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[e.key];
  const spatie = e.key === ' ' && !e.target.closest('button,a,summary');
  const deel = /^\d$/.test(e.key) && onderdeel(Number(e.key));
  if (deel) { e.preventDefault(); return deel.click(); }
  if (e.key.toLowerCase() === 'f') return heelScherm();
  if (e.key.toLowerCase() === 'k') return openKlok();
  if (!schermen().length && !agenda()) return; /* een pagina zonder beelden schuift gewoon */
  if (kies || spatie || e.key === 'Escape') sluitToetsen();
  if (kies || spatie) { e.preventDefault(); return stap(kies || (e.shiftKey ? -1 : 1)); }
  if (e.key === 'Escape') { e.preventDefault(); return naarOverzicht(); }
  if (e.key.toLowerCase() === 'w') document.querySelector('.paneel[data-zaal=nu] .waarom')?.click();
}

/* De uitleg van de toetsen ligt over een beeld: met een toets verder of terug gaat zij dicht. */
function sluitToetsen() {
  alle('.toetsen[open]').forEach(t => { t.open = false; });
}

function beginZaal() {
  beginAvond();
  const plek = document.querySelector('.sd nav') || document.querySelector('.sd-kop');
  if (plek) {
    const balk = document.createElement('div'), waar = document.createElement('span');
    balk.className = 'zaalbalk';
    waar.className = 'waar alleen-zaal';
    const uitleg = document.createElement('details'), lijst = document.createElement('dl');
    uitleg.className = 'toetsen alleen-zaal';
    uitleg.append(document.createElement('summary'), lijst);
    uitleg.firstChild.textContent = 'Toetsen';
    TOETSEN.forEach(([toets, doet]) => lijst.append(
      Object.assign(document.createElement('dt'), { textContent: toets }),
      Object.assign(document.createElement('dd'), { textContent: doet })));
    balk.append(waar, knop('Vorige', 'knop alleen-zaal', () => stap(-1)), knop('Volgende', 'knop alleen-zaal', () => stap(1)),
      uitleg, knop('Zaalstand', 'knop zaalknop', wisselZaal));
    plek.append(balk);
    plek.addEventListener('click', e => { /* een ander onderdeel opent ook in de zaalstand */
      const a = e.target.closest('a[href]');
      if (!a || !html.dataset.modus) return;
      e.preventDefault();
      if (a.getAttribute('aria-current') === 'page') return zetScherm(schermen()[0] || { blad: 1 });
      location.href = a.href.split('#')[0] + '#modus=zaal';
    });
  }
  document.addEventListener('keydown', zaalToets);
  past.addEventListener('change', zaalstand);
  const p = adres();
  if (p.get('paneel') && p.get('modus') !== 'zaal') setTimeout(() => {
    document.getElementById(p.get('paneel'))?.scrollIntoView({ block: 'start' });
  }, 0);
  zaalstand();
  if (p.get('laatste')) { zetAdres('laatste', ''); zetScherm(schermen().at(-1) || { blad: 1 }); }
}
