/* Metingen aan een geopende pagina: kleuren, tekstvakken, raakvlakken. Elke functie geeft een lijst met wat niet klopt. */
window.meting = (() => {
  const doek = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const gezien = new Map();

  /* Any css colour as [r, g, b, a]. */
  function rgba(css) {
    if (!gezien.has(css)) {
      doek.clearRect(0, 0, 1, 1);
      doek.fillStyle = '#000';
      doek.fillStyle = css;
      doek.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = doek.getImageData(0, 0, 1, 1).data;
      gezien.set(css, [r, g, b, a / 255]);
    }
    return gezien.get(css);
  }
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
  const helder = kleur => {
    const [r, g, b] = kleur.slice(0, 3).map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  function contrast(a, b) {
    const [x, y] = [helder(a), helder(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05);
  }
  const hex = k => '#' + k.slice(0, 3).map(v => Math.round(v).toString(16).padStart(2, '0')).join('');
  const paneel = el => {
    const p = el.closest('.paneel, .kpis, dl, header, nav, footer, main');
    const s = el.closest('.staat');
    return (p ? p.id || p.className || p.tagName.toLowerCase() : 'pagina') + (s ? ' ' + s.dataset.staat : '');
  };

  /* Meant for the ear alone: cut away for the eye. */
  function voorgelezen(el) {
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      if (e instanceof SVGElement) continue;
      const stijl = getComputedStyle(e);
      if (stijl.clipPath.startsWith('inset') || (stijl.position === 'absolute' && parseFloat(stijl.left) < -500)) return true;
    }
    return false;
  }

  function zichtbaar(el) {
    if (!el.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true, contentVisibilityAuto: false })) return false;
    const dicht = el.closest('details:not([open])');
    return !dicht || matchMedia('print').matches || el.closest('summary')?.parentElement === dicht;
  }

  const vorm = el => el instanceof SVGGeometryElement || el instanceof SVGUseElement;
  const woorden = el => el instanceof SVGTextContentElement;

  /* The colour a shape gives a point: its fill where the point lies inside, else its stroke. */
  function verf(el, x, y) {
    const stijl = getComputedStyle(el);
    let kleur = stijl.fill, dekking = +stijl.fillOpacity;
    if (el instanceof SVGGeometryElement) {
      const punt = new DOMPoint(x, y).matrixTransform(el.getScreenCTM().inverse());
      if (stijl.fill === 'none' || !el.isPointInFill(punt)) [kleur, dekking] = [stijl.stroke, +stijl.strokeOpacity];
    }
    if (kleur === 'none') return null;
    const [r, g, b, a] = rgba(kleur);
    let dicht = a * dekking;
    for (let e = el; e instanceof SVGElement; e = e.parentElement) dicht *= +getComputedStyle(e).opacity;
    return [r, g, b, dicht];
  }

  /* What lies under a point of `zelf`, without text and without `zelf`. */
  function grond(zelf, x, y) {
    const lagen = [];
    let gepasseerd = false;
    const stapel = document.elementsFromPoint(x, y);
    const erin = stapel.includes(zelf);
    for (const el of stapel) {
      if (el === zelf) { gepasseerd = true; if (!(el instanceof SVGElement)) lagen.push(rgba(getComputedStyle(el).backgroundColor)); continue; }
      if (woorden(el) || (erin && !gepasseerd)) continue;
      if (vorm(el)) { const v = verf(el, x, y); if (v) lagen.push(v); }
      else if (!(el instanceof SVGElement)) lagen.push(rgba(getComputedStyle(el).backgroundColor));
      if (lagen.length && lagen.at(-1)[3] === 1) break;
    }
    let kleur = rgba(getComputedStyle(document.documentElement).backgroundColor);
    kleur = kleur[3] ? kleur : rgba(matchMedia('(prefers-color-scheme:dark)').matches ? '#121212' : '#fff');
    return lagen.reverse().reduce((onder, laag) => over(laag, onder), kleur);
  }

  /* Each visible text on the page: HTML per line, SVG per text element. */
  function teksten() {
    const uit = [], loper = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let n = loper.nextNode(); n; n = loper.nextNode()) {
      const el = n.parentElement, tekst = n.textContent.trim();
      if (!tekst || el.closest('script,style,title,noscript,option,.sla-over:not(:focus)') || !zichtbaar(el) || voorgelezen(el)) continue;
      const bereik = document.createRange();
      bereik.selectNodeContents(n);
      const vakken = woorden(el) ? [el.getBoundingClientRect()] : [...bereik.getClientRects()];
      vakken.filter(v => v.width > 1 && v.height > 1).forEach(vak => uit.push({ el, tekst, vak }));
    }
    return uit;
  }

  function tekstcontrast(minimum) {
    const fout = [];
    let laagste = 99, aantal = 0;
    const paren = new Map();
    for (const { el, tekst, vak } of teksten()) {
      const stijl = getComputedStyle(el), svg = woorden(el);
      const kleur = rgba(svg ? stijl.fill : stijl.color);
      const rand = svg && stijl.stroke !== 'none' && stijl.paintOrder.startsWith('stroke') ? rgba(stijl.stroke) : null;
      for (const deel of [0.08, 0.5, 0.92]) {
        const x = vak.left + vak.width * deel, y = vak.top + vak.height * 0.55;
        if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
        const g = rand || grond(el, x, y), v = contrast(over(kleur, g), g);
        aantal += 1;
        laagste = Math.min(laagste, v);
        const paar = hex(kleur) + ' op ' + hex(g);
        paren.set(paar, Math.min(paren.get(paar) ?? 99, Math.round(v * 100) / 100));
        if (v < minimum) fout.push(`${v.toFixed(2)}: "${tekst.slice(0, 40)}" ${paar} in ${paneel(el)}`);
      }
    }
    return { fout, aantal, laagste, paren: Object.fromEntries(paren) };
  }

  /* The contrast of a line of the same series that runs along a light area. */
  function omlijnd(vlak, g) {
    const reeks = vlak.closest('[data-reeks]'), v = vlak.getBoundingClientRect();
    if (!reeks) return 0;
    const lijnen = [...vlak.closest('svg').querySelectorAll(`path[data-reeks="${reeks.dataset.reeks}"]`)]
      .filter(l => getComputedStyle(l).stroke !== 'none').filter(l => {
        const b = l.getBoundingClientRect();
        return Math.min(b.right, v.right) - Math.max(b.left, v.left) > 0.9 * v.width && b.bottom > v.top - 3 && b.top < v.bottom + 3;
      });
    return Math.max(0, ...lijnen.map(l => contrast(over(rgba(getComputedStyle(l).stroke), g), g)));
  }

  /* Every drawn shape: its fill or its edge stands out from the panel. Helper lines and white edges carry no meaning. */
  function merkcontrast(minimum) {
    const fout = [], wortel = getComputedStyle(document.documentElement), paren = new Map();
    const sier = ['--lijn', '--vlak'].map(t => hex(rgba(wortel.getPropertyValue(t).trim())));
    let aantal = 0, laagste = 99;
    for (const el of document.querySelectorAll('svg path, svg use, svg rect, svg circle, svg line, svg polyline, svg polygon')) {
      if (!zichtbaar(el) || el.closest('defs')) continue;
      const stijl = getComputedStyle(el), g = rgba(wortel.getPropertyValue('--vlak').trim());
      const kleuren = [[stijl.fill, stijl.fillOpacity], [stijl.stroke, stijl.strokeOpacity]]
        .filter(([k, o]) => k !== 'none' && +o > 0).map(([k, o]) => { const [r, gr, b, a] = rgba(k); return [r, gr, b, a * o]; })
        .map(k => over(k, g));
      const echt = kleuren.filter(k => !sier.includes(hex(k)));
      if (!echt.length) continue;
      let v = Math.max(...echt.map(k => contrast(k, g)));
      if (v < minimum) v = Math.max(v, omlijnd(el, g)); /* a light area may have its edge as a line of its own */
      aantal += 1;
      laagste = Math.min(laagste, v);
      paren.set(echt.map(hex).join(' of ') + ' op ' + hex(g), Math.round(v * 100) / 100);
      if (v < minimum) fout.push(`${v.toFixed(2)}: ${echt.map(hex)} op ${hex(g)} in ${paneel(el)}`);
    }
    return { fout: [...new Set(fout)], aantal, laagste, paren: Object.fromEntries(paren) };
  }

  /* Controls have an edge that stands out from what is around them. */
  function randcontrast(minimum) {
    const fout = [];
    let aantal = 0;
    for (const el of document.querySelectorAll('select, button, input, nav a')) {
      if (!zichtbaar(el)) continue;
      const stijl = getComputedStyle(el), vak = el.getBoundingClientRect();
      if (vak.top < 3 || vak.bottom > innerHeight) continue;
      const g = grond(document.body, vak.left + vak.width / 2, vak.top - 3);
      const v = Math.max(contrast(over(rgba(stijl.borderTopColor), g), g), contrast(over(rgba(stijl.backgroundColor), g), g));
      aantal += 1;
      if (v < minimum) fout.push(`${v.toFixed(2)}: rand van ${el.tagName.toLowerCase()} in ${paneel(el)}`);
    }
    return { fout, aantal };
  }

  /* Texts that touch, stick out of their picture or of the page, or are hidden behind an edge. */
  function geometrie() {
    const fout = [], lijst = teksten();
    const breed = document.documentElement.clientWidth;
    for (const { el, tekst, vak } of lijst) {
      const waar = `"${tekst.slice(0, 40)}" in ${paneel(el)}`;
      const rol = el.closest('.tabel');
      if (!rol && (vak.left < -1 || vak.right > breed + 1)) fout.push(`buiten de pagina: ${waar}`);
      const svg = el.closest('svg');
      if (svg) {
        const v = svg.getBoundingClientRect(), s = Math.max(1, Math.abs(svg.getScreenCTM().a)); /* a box is larger than its letters */
        if (vak.left < v.left - 2 * s || vak.right > v.right + 2 * s || vak.bottom > v.bottom + 4 * s || vak.top < v.top - 4 * s)
          fout.push(`buiten het beeld: ${waar}`);
      }
      for (let e = svg ? svg.parentElement : el, los = false; e && e !== document.body; e = e.parentElement) {
        const stijl = getComputedStyle(e);
        if (los && stijl.position === 'static') continue; /* what is placed absolutely leaves these edges behind */
        los = stijl.position === 'absolute';
        if (stijl.overflowX === 'visible' && stijl.overflowY === 'visible') continue;
        if (['auto', 'scroll'].includes(stijl.overflowX) && e.tabIndex >= 0) break;
        const v = e.getBoundingClientRect();
        if (vak.left < v.left - 1 || vak.right > v.right + 1 || vak.bottom > v.bottom + 2 || vak.top < v.top - 2)
          fout.push(`afgesneden: ${waar}`);
        break;
      }
    }
    for (const s of document.querySelectorAll('select')) {
      if (zichtbaar(s) && s.scrollWidth > s.clientWidth + 1) fout.push(`afgesneden: keuze in ${paneel(s)}`);
    }
    const vakken = lijst.map(({ el, tekst, vak }) => ({ el, tekst, l: vak.left, r: vak.right, t: vak.top, b: vak.bottom }))
      .sort((p, q) => p.t - q.t);
    for (let i = 0; i < vakken.length; i++) {
      const a = vakken[i], ka = (a.b - a.t) * 0.22;
      for (let j = i + 1; j < vakken.length && vakken[j].t < a.b; j++) {
        const b = vakken[j], k = Math.min(ka, (b.b - b.t) * 0.22);
        if (a.el.closest('.tabel') !== b.el.closest('.tabel')) continue;
        if (a.l < b.r - 1 && b.l < a.r - 1 && a.t + k < b.b - k && b.t + k < a.b - k)
          fout.push(`overlap: "${a.tekst.slice(0, 30)}" / "${b.tekst.slice(0, 30)}" in ${paneel(a.el)}`);
      }
    }
    if (document.documentElement.scrollWidth > innerWidth) fout.push(`schuift zijwaarts: ${document.documentElement.scrollWidth} px`);
    return { fout, aantal: lijst.length };
  }

  /* Letters as they appear on the screen, in css pixels; a picture may be scaled. */
  function kleineletters(minimum) {
    const fout = [];
    let kleinste = 999;
    for (const { el, tekst } of teksten()) {
      const schaal = woorden(el) ? Math.abs(el.getScreenCTM().a) : 1;
      const maat = parseFloat(getComputedStyle(el).fontSize) * schaal;
      kleinste = Math.min(kleinste, maat);
      if (maat < minimum - 0.1) fout.push(`${maat.toFixed(1)} px: "${tekst.slice(0, 40)}" in ${paneel(el)}`);
    }
    return { fout, kleinste };
  }

  /* What a finger must hit. A link inside a running sentence is exempt, as in WCAG 2.5.8; it is text and stays text. */
  function raakvlakken(minimum) {
    const fout = [];
    let kleinste = 999, aantal = 0;
    for (const el of document.querySelectorAll('a[href], button, select, input, summary, [role=button], [role=tab]')) {
      if (!zichtbaar(el) || el.matches('.sla-over')) continue;
      const los = el.closest('p, dd, figcaption, td, th, caption, h1, h2, h3, h4, .vraag');
      if (el.tagName === 'A' && los && los.textContent.trim() !== el.textContent.trim()) {
        if (getComputedStyle(el).display !== 'inline')
          fout.push(`een link in een zin is geen tekst: "${el.textContent.trim().slice(0, 40)}" in ${paneel(el)}`);
        continue;
      }
      const v = el.getBoundingClientRect();
      if (!v.width) continue;
      aantal += 1;
      kleinste = Math.min(kleinste, v.width, v.height);
      if (v.width < minimum - 0.5 || v.height < minimum - 0.5)
        fout.push(`${v.width.toFixed(0)} x ${v.height.toFixed(0)}: "${el.textContent.trim().slice(0, 40)}" in ${paneel(el)}`);
    }
    return { fout, kleinste, aantal };
  }

  return { rgba, contrast, over, grond, hex, zichtbaar, teksten, tekstcontrast, merkcontrast, randcontrast, geometrie, kleineletters, raakvlakken };
})();
