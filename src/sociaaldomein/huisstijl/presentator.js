/* Het venster van de presentator. Het hoort van de zaal welk onderdeel er staat, en telt de tijd. */
const kanaal = new BroadcastChannel('sociaaldomein-avond');
const delen = [...document.querySelectorAll('.agenda li')];
const vak = id => document.getElementById(id);
const tijd = s => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')}`;
let deel = null, begonnen = 0;

kanaal.onmessage = ({ data }) => {
  if (!('deel' in data)) return;
  if (data.deel !== deel) {
    deel = data.deel;
    begonnen = Date.now();
    delen.forEach(d => d.toggleAttribute('aria-current', Number(d.dataset.deel) === deel));
  }
  vak('scherm').textContent = `Scherm ${data.scherm} van ${data.van}: ${data.titel}`;
  tik();
};

function tik() {
  vak('wandklok').textContent = new Date().toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' }).replace(':', '.');
  const nu = delen.find(d => Number(d.dataset.deel) === deel);
  if (deel === null) return;
  vak('bezig').textContent = nu ? nu.querySelector('b').textContent : 'Programma';
  vak('gepland').textContent = nu ? `Gepland: ${nu.dataset.begin} tot ${nu.dataset.einde}` : '';
  if (!nu) { vak('tijd').textContent = ''; return; }
  const op = Math.round((Date.now() - begonnen) / 1000), rest = nu.dataset.minuten * 60 - op;
  vak('tijd').textContent = rest >= 0 ? `Nog ${tijd(rest)}` : `${tijd(-rest)} over de tijd`;
  vak('tijd').classList.toggle('over', rest < 0);
}

vak('vorige').addEventListener('click', () => kanaal.postMessage({ stap: -1 }));
vak('volgende').addEventListener('click', () => kanaal.postMessage({ stap: 1 }));
addEventListener('keydown', e => {
  const stap = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[e.key];
  if (stap) { e.preventDefault(); kanaal.postMessage({ stap }); }
});
kanaal.postMessage({ vraag: 'waar' });
setInterval(tik, 1000);
tik();
