(() => {
  'use strict';

  const read = id => JSON.parse(document.getElementById(id).textContent);
  const figures = new Map(read('figures').map(figure => [figure.id, figure]));
  const runs = read('runs');

  // ---- Colours and symbols: never colour alone.

  const LIGHT = {
    ink: '#1b1e22', quiet: '#59606a', line: '#e3e6e9', strong: '#9aa1aa', panel: '#ffffff',
    band: 'rgba(89,96,106,.13)', ours: '#0b57b0', floor: '#59606a', yardstick: '#59606a',
    peers: ['#b84e00', '#007a5a', '#8a3ea6', '#a3264a', '#08788a', '#776400', '#4a5fc1', '#5c7a1f'],
  };
  const DARK = {
    ink: '#e7e9eb', quiet: '#9fa8b2', line: '#2c3238', strong: '#69727c', panel: '#1b1f23',
    band: 'rgba(159,168,178,.17)', ours: '#7db8ff', floor: '#a9b2bc', yardstick: '#a9b2bc',
    peers: ['#ffa45c', '#54cfa6', '#d59bec', '#ff8fab', '#5fcbdd', '#d9c25a', '#a6b2ff', '#b4d36d'],
  };
  const SHAPES = {
    circle: 'M5 0A5 5 0 1 1 5 10A5 5 0 1 1 5 0Z',
    square: 'M.6 .6H9.4V9.4H.6Z',
    triangle: 'M5 .3L9.9 9.2H.1Z',
    down: 'M5 9.7L9.9 .8H.1Z',
    diamond: 'M5 0L10 5L5 10L0 5Z',
    pentagon: 'M5 .2L9.8 3.8L8 9.6H2L.2 3.8Z',
    hexagon: 'M2.5 .6H7.5L10 5L7.5 9.4H2.5L0 5Z',
    cross: 'M.3 2.6L2.6 .3L5 2.7L7.4 .3L9.7 2.6L7.3 5L9.7 7.4L7.4 9.7L5 7.3L2.6 9.7L.3 7.4L2.7 5Z',
    plus: 'M3.4 .2H6.6V3.4H9.8V6.6H6.6V9.8H3.4V6.6H.2V3.4H3.4Z',
  };
  const PEERS = ['square', 'triangle', 'down', 'pentagon', 'hexagon', 'plus', 'circle', 'diamond'];
  const shape = style =>
    style === 'ours' ? SHAPES.circle
      : style === 'floor' ? SHAPES.diamond
      : style === 'yardstick' ? SHAPES.cross
      // Whoever has a colour for the second time has another symbol.
      : SHAPES[PEERS[(Number(style) + Math.floor(style / PEERS.length)) % PEERS.length]];

  const darkScreen = matchMedia('(prefers-color-scheme: dark)');
  const paper = matchMedia('print');
  let printing = false;
  const theme = () => (darkScreen.matches && !printing && !paper.matches ? DARK : LIGHT);
  const colour = style =>
    style === 'ours' ? theme().ours
      : style === 'floor' || style === 'yardstick' ? theme()[style]
      : theme().peers[style % theme().peers.length];

  // ---- Scales.

  const NARROW = 480;
  const FONT = 12;
  const short = number => Number(number.toPrecision(3)).toLocaleString('en');
  const factor = number => short(number);
  const time = nanos => {
    const [unit, size] =
      nanos < 1e3 ? ['ns', 1] : nanos < 1e6 ? ['µs', 1e3] : nanos < 1e9 ? ['ms', 1e6] : ['s', 1e9];
    return `${short(nanos / size)} ${unit}`;
  };

  /** The finest ticks of a logarithmic scale that have room. */
  function ticks([low, high], room) {
    const within = tick => tick >= low * 0.9999 && tick <= high * 1.0001;
    let best = [];
    for (const decades of [3, 2, 1]) {
      const found = [];
      for (let e = -9; e <= 15; e += decades) found.push(10 ** e);
      const inside = found.filter(within);
      if (inside.length <= room && inside.length > best.length) best = inside;
    }
    for (const digits of [[1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]]) {
      const found = [];
      for (let e = -9; e <= 15; e++) digits.forEach(digit => found.push(digit * 10 ** e));
      const inside = found.filter(within);
      if (inside.length <= room && inside.length > best.length) best = inside;
    }
    if (best.length < 3) {
      for (const step of [0.5, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01].map(part => part * 10 ** Math.floor(Math.log10(high)))) {
        const found = [];
        for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(Number((i * step).toPrecision(6)));
        if (found.length <= room && found.length > best.length) best = found;
      }
    }
    return best;
  }

  const pad = ([low, high], share) => {
    const more = Math.max(high / low, 1.2) ** share;
    return [low / more, high * more];
  };

  const isOfLines = figure => figure.form === 'LINES' || figure.form === 'FACTORS';

  /** What all charts of a figure span. */
  function extent(figure) {
    if (isOfLines(figure)) {
      const values = figure.panels.flatMap(panel => panel.lines.flatMap(line => line.values)).filter(v => v !== null);
      if (figure.form === 'FACTORS') values.push(1);
      return pad([Math.min(...values), Math.max(...values)], 0.08);
    }
    const rows = figure.panels.flatMap(panel => panel.rows);
    const marks = rows.flatMap(row => row.marks);
    const values = marks.map(mark => mark.value);
    if (figure.form === 'BARS') return [0, Math.max(1, ...values)];
    let low = Math.min(1, ...values);
    let high = Math.max(1, ...values);
    // An interval of few rounds may span decades; it ends at the edge then.
    const [least, most] = [low / 2, high * 2];
    marks.forEach(mark => {
      low = Math.min(low, Math.max(least, mark.low ?? least));
      high = Math.max(high, Math.min(most, mark.high ?? most));
    });
    rows.forEach(row => {
      if (row.noise) {
        low = Math.min(low, Math.max(least, 1 / row.noise));
        high = Math.max(high, Math.min(most, row.noise));
      }
    });
    return pad([low, high], 0.06);
  }

  // ---- Charts.

  const tooltip = () => ({
    trigger: 'item', confine: true, backgroundColor: theme().panel, borderColor: theme().strong,
    textStyle: { color: theme().ink, fontSize: FONT }, extraCssText: 'white-space:normal;max-width:20rem',
    formatter: item => echarts.format.encodeHTML(item.data?.text ?? item.name ?? ''),
  });
  const hidden = { axisLine: { show: false }, axisTick: { show: false }, axisLabel: { show: false }, splitLine: { show: false } };
  const base = () => ({
    animation: false, backgroundColor: 'transparent', tooltip: tooltip(),
    // Below labels and marks, of whichever series they are.
    markArea: { z: 0 }, markLine: { z: 1 },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: theme().ink },
  });
  const mark = (style, open) => ({
    color: open ? theme().panel : colour(style), borderColor: colour(style), borderWidth: open ? 1.75 : 0, opacity: 1,
  });
  const clamp = (value, [low, high]) => Math.min(high, Math.max(low, value));

  /** Rows from top to bottom; each has its own height, and its label where there is room. */
  function layout(rows, width) {
    const narrow = width < NARROW;
    let top = 0;
    return rows.map((row, i) => {
      const marks = Math.max(1, row.marks.length);
      const label = narrow && !row.heading && row.label ? 19 : 0;
      const body = row.heading ? (i === 0 ? 24 : 32) : Math.max(narrow ? 15 : 24, marks * 9 + 8);
      const placed = { row, narrow, top, label, height: body + label };
      top += body + label;
      return placed;
    });
  }

  /** The labels of rows, as points without a mark, since rows differ in height. */
  function labels(placed, left, right) {
    const { ink, quiet } = theme();
    const points = [];
    for (const { row, narrow, top, label, height } of placed) {
      if (row.heading) {
        points.push({ value: [left.x, top + height - 11], label: { show: true, formatter: row.label, position: 'right', offset: [-5 - left.room, 0], fontWeight: 600, color: ink, fontSize: FONT, width: left.room + right.plot, overflow: 'truncate' } });
      } else if (narrow) {
        const text = row.text ? `${row.label}  ${row.text}` : row.label;
        if (text) points.push({ value: [left.x, top + 8], label: { show: true, formatter: text, position: 'right', offset: [-5, 0], color: ink, fontSize: FONT, width: right.plot, overflow: 'truncate' } });
      } else {
        const middle = top + label + (height - label) / 2;
        points.push({ value: [left.x, middle], label: { show: true, formatter: row.label, position: 'left', distance: 8, color: ink, fontSize: FONT, width: left.room - 12, overflow: 'truncate', align: 'right' } });
        if (row.text) points.push({ value: [right.x, middle], label: { show: true, formatter: row.text, position: 'right', color: quiet, fontSize: FONT } });
      }
    }
    return { type: 'scatter', name: 'labels', silent: true, symbolSize: 1, clip: false, data: points, itemStyle: { color: 'transparent', opacity: 1 }, label: { textBorderColor: theme().panel, textBorderWidth: 3 }, tooltip: { show: false }, z: 2 };
  }

  /** What labels need beside the charts of a figure. */
  const rooms = (figure, width) => {
    if (width < NARROW) return [6, 12];
    const rows = figure.panels.flatMap(panel => panel.rows);
    const longest = Math.max(0, ...rows.filter(row => !row.heading).map(row => row.label.length));
    const text = Math.max(0, ...rows.map(row => row.text.length));
    return [Math.min(width * 0.4, longest * 6.6 + 26), text ? Math.min(width * 0.2, text * 6.6 + 16) : 14];
  };

  /** A scale of our own ticks: a logarithmic one of the library has a tick at each decade only. */
  function scale(places, direction, format, edge, one = edge) {
    const { line, quiet, strong } = theme();
    return places.map(place => ({
      [direction]: place,
      lineStyle: { color: place === 1 && one ? strong : line, width: place === 1 && one ? 1.5 : 1, type: 'solid' },
      label: { show: true, position: edge ? 'end' : 'start', formatter: format(place), color: quiet, fontSize: FONT - 1, distance: 6 },
    }));
  }

  function dots(figure, rows, width, span) {
    const placed = layout(rows, width);
    const height = placed.at(-1).top + placed.at(-1).height;
    const [left, right] = rooms(figure, width);
    const plot = width - left - right;
    const places = ticks(span, Math.max(2, Math.floor(plot / 48)));
    if (!places.includes(1)) places.push(1);
    const points = figure.series.map(() => []);
    const bars = figure.series.map(() => []);
    for (const { row, top, label, height: whole } of placed) {
      row.marks.forEach((it, k) => {
        const y = top + label + (whole - label) / 2 + (k - (row.marks.length - 1) / 2) * 9;
        const style = figure.series[it.series].style;
        points[it.series].push({ value: [clamp(it.value, span), y], itemStyle: mark(style, it.open), text: `${row.label && row.marks.length > 1 ? row.label + ', ' : ''}${it.text}` });
        const ends = [clamp(it.low ?? span[0], span), clamp(it.high ?? span[1], span)];
        bars[it.series].push([{ coord: [ends[0], y] }, { coord: [ends[1], y] }]);
      });
    }
    const bands = placed.filter(({ row }) => row.noise).map(({ row, top, height: whole }) => [
      { xAxis: clamp(1 / row.noise, span), yAxis: top }, { xAxis: clamp(row.noise, span), yAxis: top + whole },
    ]);
    const option = {
      ...base(),
      grid: { left, right, top: 4, bottom: 22 },
      xAxis: { type: 'log', min: span[0], max: span[1], ...hidden },
      yAxis: { type: 'value', min: 0, max: height, inverse: true, ...hidden },
      series: [
        { type: 'scatter', name: 'scale', data: [], silent: true, z: 0,
          markArea: { silent: true, itemStyle: { color: theme().band }, data: bands },
          markLine: { silent: true, symbol: 'none', data: scale(places, 'xAxis', factor, true) } },
        labels(placed, { x: span[0], room: left }, { x: span[1], plot }),
        ...figure.series.map((series, i) => ({
          type: 'scatter', name: series.name, symbol: `path://${shape(series.style)}`, symbolSize: 9, z: 6, data: points[i],
          markLine: { silent: true, symbol: 'none', label: { show: false }, data: bars[i],
            lineStyle: { type: 'solid', width: 2, color: colour(series.style), opacity: 0.75 } },
        })),
      ],
    };
    return { option, height: height + 26 };
  }

  function bars(figure, rows, width, span) {
    const narrow = width < NARROW;
    const each = narrow ? 42 : 25;
    const placed = rows.map((row, i) => ({ row: { ...row, text: '' }, narrow, top: i * each, label: 0, height: each }));
    const height = rows.length * each;
    const [left] = rooms(figure, width);
    const right = 64;
    const axis = { type: 'value', min: 0, max: height, inverse: true, ...hidden };
    const option = {
      ...base(),
      grid: { left, right, top: 4, bottom: 22 },
      xAxis: { type: 'value', min: 0, max: span[1], splitNumber: narrow ? 3 : 6, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: theme().quiet, fontSize: FONT - 1, showMaxLabel: false, formatter: short }, splitLine: { lineStyle: { color: theme().line } } },
      yAxis: [{ type: 'category', data: rows.map((_, i) => i), inverse: true, ...hidden }, axis],
      series: [
        { ...labels(placed, { x: 0, room: left }, { x: span[1], plot: width - left - right }), yAxisIndex: 1 },
        { type: 'bar', name: figure.axis, barWidth: narrow ? 9 : 13, barMinHeight: 1.5, z: 4,
          label: { show: true, position: 'right', color: theme().ink, fontSize: FONT, distance: 5, formatter: item => item.data.short },
          data: rows.map(row => (row.heading ? { value: '-' } : {
            value: row.marks[0].value, text: row.marks[0].text, short: row.text,
            itemStyle: { color: colour(figure.series[row.marks[0].series].style) },
          })) },
      ],
    };
    return { option, height: height + 26 };
  }

  function lines(figure, panel, width, span) {
    const height = 230;
    const left = 54;
    const factors = figure.form === 'FACTORS';
    const said = factors ? value => `${factor(value)}×` : time;
    const places = ticks(span, 6);
    if (factors && !places.includes(1)) places.push(1);
    const option = {
      ...base(),
      grid: { left, right: 14, top: 10, bottom: 26 },
      xAxis: { type: 'category', data: panel.x, axisLine: { lineStyle: { color: theme().strong } }, axisTick: { show: false },
        axisLabel: { color: theme().quiet, fontSize: FONT - 1, interval: 0 } },
      yAxis: { type: 'log', min: span[0], max: span[1], ...hidden },
      series: [
        { type: 'line', name: 'scale', data: [], silent: true, z: 0, markLine: { silent: true, symbol: 'none', data: scale(places, 'yAxis', said, false, factors) } },
        ...panel.lines.map(line => {
          const series = figure.series[line.series];
          const ours = series.style === 'ours';
          return {
            type: 'line', name: series.name, symbol: `path://${shape(series.style)}`, symbolSize: ours ? 9 : 8, showAllSymbol: true, connectNulls: true,
            z: ours ? 5 : 4, itemStyle: { color: colour(series.style) },
            lineStyle: { color: colour(series.style), width: ours ? 2.75 : 1.75, type: series.style === 'floor' ? [3, 3] : series.style === 'yardstick' ? [6, 3] : 'solid' },
            data: line.values.map((value, k) => (value === null ? { value: '-' } : { value, text: `${series.name}, ${panel.x[k]}: ${said(value)}` })),
          };
        }),
      ],
    };
    return { option, height };
  }

  /** Charts no taller than a sheet of paper, each with the scale below. */
  function chunks(rows) {
    const MOST = 26;
    const found = [[]];
    rows.forEach((row, i) => {
      const rest = rows.findIndex((other, k) => k > i && other.heading);
      const block = row.heading ? (rest < 0 ? rows.length : rest) - i : 1;
      if (found.at(-1).length && found.at(-1).length + block > MOST) found.push([]);
      found.at(-1).push(row);
    });
    return found;
  }

  const drawers = new Map();

  function draw(box) {
    const width = Math.floor(box.clientWidth);
    if (!width) return;
    const { option, height } = drawers.get(box)(width);
    box.style.height = `${height}px`;
    const chart = echarts.getInstanceByDom(box) ?? echarts.init(box, null, { renderer: 'svg', width, height });
    chart.resize({ width, height, silent: true });
    chart.setOption(option, true);
    box.dataset.width = width;
  }

  const drawAll = () => drawers.forEach((_, box) => draw(box));
  const redraw = () => drawers.forEach((_, box) => box.dataset.width && draw(box));

  const seen = new IntersectionObserver(
    entries => entries.forEach(entry => {
      if (entry.isIntersecting && !entry.target.dataset.width) draw(entry.target);
    }), { rootMargin: '800px' });
  const sized = new ResizeObserver(entries => entries.forEach(({ target }) => {
    if (!printing && target.dataset.width && target.clientWidth && Number(target.dataset.width) !== target.clientWidth) draw(target);
  }));

  function element(name, text, className) {
    const it = document.createElement(name);
    if (text) it.textContent = text;
    if (className) it.className = className;
    return it;
  }

  function legend(place, figure) {
    place.replaceChildren(...figure.series.map(series => {
      const item = element('li');
      const glyph = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      glyph.setAttribute('viewBox', '0 0 10 10');
      glyph.setAttribute('aria-hidden', 'true');
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', shape(series.style));
      path.setAttribute('fill', colour(series.style));
      glyph.append(path);
      item.append(glyph, series.name);
      return item;
    }));
  }

  const places = [...document.querySelectorAll('.figure')];
  const legends = () => places.forEach(place => legend(place.querySelector('.legend'), figures.get(place.id)));

  for (const place of places) {
    const figure = figures.get(place.id);
    const span = extent(figure);
    const panels = place.querySelector('.panels');
    panels.classList.toggle('several', figure.panels.length > 1);
    for (const panel of figure.panels) {
      const box = element('div', '', 'panel');
      if (panel.title) box.append(element('h4', panel.title));
      const parts = isOfLines(figure) ? [panel] : chunks(panel.rows);
      for (const part of parts) {
        const chart = element('div', '', 'chart');
        drawers.set(chart, width =>
          (isOfLines(figure) ? lines : figure.form === 'BARS' ? bars : dots)(figure, part, width, span));
        box.append(chart);
        seen.observe(chart);
        sized.observe(chart);
      }
      panels.append(box);
    }
    const raw = place.querySelector('.raw');
    raw.addEventListener('toggle', () => {
      if (!raw.open || raw.dataset.filled) return;
      const text = JSON.stringify(figure.data.map(({ run, contests, footprints }) => ({
        version: runs[run].version, started: runs[run].started, environment: runs[run].environment,
        contests: contests.map(i => runs[run].contests[i]), footprints: footprints.map(i => runs[run].footprints[i]),
      })), null, 1);
      raw.querySelector('pre').textContent = text;
      raw.querySelector('a').href = `data:application/json;charset=utf-8,${encodeURIComponent(text)}`;
      raw.dataset.filled = 'yes';
    });
  }
  legends();

  // ---- Colours follow the system; paper is light.

  const recolour = () => { legends(); redraw(); };
  darkScreen.addEventListener('change', recolour);
  let opened = [];
  function toPaper() {
    if (printing) return;
    printing = true;
    document.documentElement.classList.add('printing');
    opened = [...document.querySelectorAll('details.table:not([open]), details.slower:not([open])')];
    opened.forEach(it => { it.open = true; });
    legends();
    drawAll();
  }
  function toScreen() {
    if (!printing) return;
    printing = false;
    document.documentElement.classList.remove('printing');
    opened.forEach(it => { it.open = false; });
    recolour();
  }
  addEventListener('beforeprint', toPaper);
  addEventListener('afterprint', toScreen);
  paper.addEventListener('change', () => (paper.matches ? toPaper() : toScreen()));

  // ---- The filter; the address keeps it.

  const words = document.getElementById('words');
  const chips = [...document.querySelectorAll('.chip')];
  const items = [...document.querySelectorAll('[data-find]')].filter(it => it.dataset.find);
  const pressed = kind => chips.filter(chip => chip.dataset.chip === kind && chip.getAttribute('aria-pressed') === 'true').map(chip => chip.value);

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const primitives = pressed('primitive');
    const runtimes = pressed('runtime');
    const changed = pressed('change').length > 0;
    const active = wanted.length > 0 || primitives.length > 0 || runtimes.length > 0 || changed;
    for (const it of items) {
      const { find, primitive, runtime, change } = it.dataset;
      it.hidden = !(wanted.every(word => find.includes(word))
        && (!primitives.length || primitives.includes(primitive))
        && (!runtimes.length || !runtime || runtimes.includes(runtime))
        && (!changed || change !== 'same'));
    }
    const counted = items.filter(it => it.matches('.numbers tbody, .changes tbody tr'));
    document.querySelectorAll('details.table, section.primitive').forEach(it => {
      const own = items.filter(item => it.contains(item));
      if (own.length) it.hidden = own.every(item => item.hidden);
    });
    // The chart of all works does not follow the filter: it would show what was filtered out.
    document.querySelectorAll('.overview .figure').forEach(it => { it.hidden = active; });
    const shown = counted.filter(it => !it.hidden).length;
    document.getElementById('found').textContent = active ? `${shown} of ${counted.length} contests` : '';
    document.getElementById('nothing').hidden = items.some(it => !it.hidden);
    document.getElementById('clear').hidden = !active;
    return active;
  }

  function keep(active) {
    const kept = new URLSearchParams();
    if (words.value.trim()) kept.set('only', words.value.trim());
    for (const kind of ['primitive', 'runtime', 'change']) {
      if (pressed(kind).length) kept.set(kind, pressed(kind).join(','));
    }
    history.replaceState(null, '', active ? `#${kept}` : location.pathname + location.search);
  }

  function fromAddress() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes('=')) return;
    const kept = new URLSearchParams(hash);
    words.value = kept.get('only') ?? '';
    chips.forEach(chip => {
      const on = (kept.get(chip.dataset.chip) ?? '').split(',').includes(chip.value);
      chip.setAttribute('aria-pressed', String(on));
    });
    filter();
  }

  words.addEventListener('input', () => keep(filter()));
  chips.forEach(chip => chip.addEventListener('click', () => {
    chip.setAttribute('aria-pressed', String(chip.getAttribute('aria-pressed') !== 'true'));
    keep(filter());
  }));
  document.getElementById('clear').addEventListener('click', () => {
    words.value = '';
    chips.forEach(chip => chip.setAttribute('aria-pressed', 'false'));
    keep(filter());
    words.focus();
  });
  addEventListener('hashchange', fromAddress);
  fromAddress();
})();
