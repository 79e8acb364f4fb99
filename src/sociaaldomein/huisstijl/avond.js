/* De avond: bladen onthullen, verder naar het volgende onderdeel, zoeken, en de klok van de presentator.
   Werkt gelijk in de losse pagina en live. Alleen de klok bestaat alleen live. */
const agenda = () => document.querySelector('nav[data-avond]');
const zaalBladen = () => alle('main .blad');

/* In de zaal gaat eerst open wat op dit blad nog dicht is; terug gaat het weer dicht. */
function onthul(richting) {
  const blad = document.querySelector('.blad[data-zaal=nu]');
  const over = blad ? alle('details.onthul', blad).filter(d => d.open !== richting > 0) : [];
  const een = richting > 0 ? over[0] : over.at(-1);
  if (!een) return false;
  een.open = richting > 0;
  blad.classList.toggle('open', alle('details.onthul[open]', blad).length > 0);
  een.scrollIntoView({ block: 'nearest' });
  meld(een.open ? een.textContent.trim() : een.querySelector('summary').textContent);
  return true;
}

/* Voorbij het laatste scherm: door naar het volgende onderdeel. Terug komt op het laatste scherm van het vorige. */
function naarOnderdeel(richting) {
  const naar = agenda()?.dataset[richting > 0 ? 'volgende' : 'vorige'];
  if (naar) location.href = naar + '#modus=zaal' + (richting > 0 ? '' : '&laatste=ja');
  return Boolean(agenda());
}

/* Een cijfertoets: 0 is het programma, 1 tot 9 een onderdeel. Buiten een avond telt de weg door, en is 0 de tiende. */
function onderdeel(nr) {
  return agenda() ? alle('nav a[data-deel]').find(a => Number(a.dataset.deel) === nr) : alle('nav a')[(nr || 10) - 1];
}

/* ---- zoeken ---- */

const kaal = tekst => tekst.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '');

/* De stam van een Nederlands woord, grof: genoeg om meervoud en vervoeging bij elkaar te brengen. */
function stam(woord) {
  let w = kaal(woord);
  if (w.length > 4) w = w.replace(/(en|s|e)$/, '');
  w = w.replace(/([a-z])\1$/, '$1').replace(/([aeou])\1/g, '$1');
  return w.replace(/v$/, 'f').replace(/z$/, 's');
}

function zoeker({ ingangen, gelijk, stop, niet = [] }) {
  const zelfde = new Map(gelijk.flatMap(groep => groep.map(w => [stam(w), stam(groep[0])])));
  const stil = new Set(stop.map(kaal));
  const stammen = tekst => (kaal(tekst).match(/[a-z]+/g) || []).filter(w => w.length > 1 && !stil.has(w))
    .map(stam).map(s => zelfde.get(s) || s);
  const lijst = ingangen.map(i => ({
    ...i,
    velden: [[3, stammen(i.vraag)], [i.soort === 'woord' ? 1 : 2, stammen(i.waar)], [i.soort === 'woord' ? 0.5 : 2, stammen(i.extra)]],
    standen: (i.keuzes || []).map(k => ({ naam: k.naam, waarden: k.waarden.map(([w, tekst, naam]) => [w, stammen(tekst), naam]) })),
  }));
  lijst.forEach(i => i.velden.push([2, i.standen.flatMap(k => k.waarden.flatMap(([, s]) => s))]));
  const aantal = new Map();
  lijst.forEach(i => new Set(i.velden.flatMap(([, s]) => s)).forEach(s => aantal.set(s, (aantal.get(s) || 0) + 1)));
  const lijkt = (a, b) => a === b ? 1 : Math.min(a.length, b.length) > 3 && (a.startsWith(b) || b.startsWith(a)) ? 0.6 : 0;

  const weet = niet.map(n => [n.omdat, n.woorden.map(kaal)]);
  const redenen = vraag => weet.filter(([, woorden]) => woorden.some(w => ` ${kaal(vraag)} `.includes(w))).map(([reden]) => reden);

  return Object.assign(vraag => {
    const woorden = [...new Set(stammen(vraag))], betekenis = /\b(betekent|betekenen|wat is|wat zijn|uitleg|begrip)\b/.test(kaal(vraag));
    const scores = lijst.map(i => {
      let som = 0, raak = 0;
      woorden.forEach(w => {
        const best = Math.max(0, ...i.velden.map(([gewicht, s]) => gewicht * Math.max(0, ...s.map(x => lijkt(w, x)))));
        const zeldzaam = Math.log(1 + lijst.length / (aantal.get(w) || 1));
        som += best * zeldzaam;
        raak += best > 0;
      });
      const bonus = i.soort === 'woord' ? (betekenis ? 3 : 0.5) : 1;
      return { i, score: som * bonus * (woorden.length ? raak / woorden.length : 0) };
    }).filter(r => r.score > 0).sort((a, b) => b.score - a.score);
    return scores.slice(0, 8).map(({ i }) => {
      const keuze = stand(i, woorden, lijkt);
      return { ...i, adres: i.adres + keuze.map(([k, w]) => `&${k}=${w}`).join(''), waar: [i.waar, ...keuze.map(k => k[2])].join(', ') };
    });
  }, { redenen });
}

/* De stand van een beeld die het beste bij de vraag past: per keuze de naam, de waarde en het woord op de pagina. */
function stand(ingang, woorden, lijkt) {
  return ingang.standen.flatMap(k => {
    const past = k.waarden.map(([, s]) => woorden.reduce((som, w) => som + Math.max(0, ...s.map(x => lijkt(w, x))), 0));
    const beste = past.indexOf(Math.max(...past)), [waarde, , naam] = k.waarden[beste];
    return past[beste] > past[0] ? [[k.naam, waarde, naam]] : [];
  });
}

function beginZoeken() {
  const vorm = document.querySelector('.zoek'), bron = document.querySelector('.zoeklijst');
  if (!vorm || !bron) return;
  const zoek = zoeker(JSON.parse(bron.textContent)), vak = vorm.querySelector('input');
  const lijst = document.querySelector('.uitkomsten'), regel = document.querySelector('.gevonden');
  window.sdZoek = zoek;
  vorm.hidden = false;
  const toonUitkomst = () => {
    const gevonden = zoek(vak.value);
    lijst.replaceChildren(...gevonden.map(g => {
      const li = document.createElement('li'), a = document.createElement('a'), waar = document.createElement('span');
      a.href = html.dataset.modus ? g.adres.replace('#', '#modus=zaal&') : g.adres;
      a.textContent = g.vraag;
      waar.textContent = g.waar;
      li.append(a, waar);
      return li;
    }));
    document.querySelector('.alles').hidden = gevonden.length > 0;
    const [reden] = zoek.redenen(vak.value);
    regel.textContent = !vak.value.trim() ? '' : reden ? `Dit staat niet in de monitor. ${reden}${gevonden.length
      ? ' Wat er wel is, lijkt hierop:' : ''}` : gevonden.length
      ? 'Het beste antwoord staat bovenaan.' : 'Niets gevonden. Probeer een ander woord, of kies hieronder.';
  };
  vak.addEventListener('input', toonUitkomst);
  vorm.addEventListener('submit', e => { e.preventDefault(); lijst.querySelector('a')?.click(); });
}

/* ---- de klok: alleen live, in een eigen venster ---- */

let kanaal = null;

function vertel() {
  if (!kanaal) return;
  const [lijst, hier] = scherm(), nu = lijst[hier];
  const kop = nu && (nu.element || nu.paneel || nu.panelen[0]);
  kanaal.postMessage({ deel: Number(agenda().dataset.avond), scherm: hier + 1, van: Math.max(lijst.length, 1),
    titel: kop ? kop.querySelector('h2,h3').textContent : document.title });
}

function openKlok() {
  if (kanaal) window.open('/presentator', 'sociaaldomein-presentator', 'width=560,height=760');
}

function beginAvond() {
  beginZoeken();
  if (!agenda()) return;
  document.querySelector('main')?.addEventListener('click', e => { /* ook vanaf het programma blijft de zaalstand */
    const a = e.target.closest('.programma a, .paginas a');
    if (!a || !html.dataset.modus) return;
    e.preventDefault();
    location.href = a.href + '#modus=zaal';
  });
  TOETSEN.splice(2, 1, ['0 en 1 tot 9', 'naar het programma of een onderdeel']);
  if (!document.body.dataset.levend) return;
  TOETSEN.push(['K', 'de klok, in een eigen venster voor de presentator']);
  kanaal = new BroadcastChannel('sociaaldomein-avond');
  kanaal.onmessage = ({ data }) => {
    if (data.vraag) vertel();
    if (data.stap && html.dataset.modus) stap(data.stap);
  };
  const plek = document.querySelector('#programma .wanneer');
  if (plek) plek.append(' ', knop('Klok voor de presentator', 'knop', openKlok));
  vertel();
}
