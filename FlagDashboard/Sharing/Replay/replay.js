// Replays the log that is embedded in this file. The page shows the fold of all events up to the time t.
(() => {
  'use strict';
  const race = JSON.parse(document.getElementById('race').textContent);
  const { definition, events, pictures, axis } = race;
  const styles = Object.fromEntries(race.styles.map(style => [style.kind, style]));
  const $ = id => document.getElementById(id);
  const create = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className)
      element.className = className;
    if (text !== undefined)
      element.textContent = text;
    return element;
  };
  // The texts come from the server, in the language of the file.
  const say = (name, ...args) => race.texts[name].replace(/\{(\d)\}/g, (_, number) => args[number]);
  const logged = text => Object.hasOwn(race.logged, text) ? race.logged[text] : text;
  const seconds = ms => `${(ms / 1000).toFixed(2)}\u00a0s`;

  // The fold of the events, which is the state of the race at a time.
  const newRun = info => ({
    info, workers: info.workers ?? 0, names: {}, phases: [], received: [], marks: [], version: 0,
    futures: info.aside ? [] : definition.items.map(label => ({ label })),
  });

  function apply(state, e) {
    state.seq = e.seq;
    if (e.kind === 'raceFinished') {
      for (const run of state.runs.filter(run => run.finished === undefined))
        endRun(run, 'interrupted', e.at);
    }
    if (e.kind === 'intervened')
      return intervene(state.runs.filter((_, i) => e.run === undefined || e.run === i), e);
    const run = state.runs[e.run];
    if (!run)
      return;
    run.version++;
    if (e.kind === 'submitted' && e.future === run.futures.length)
      run.futures.push({ label: e.detail });
    const future = run.futures[e.future];
    switch (e.kind) {
      case 'runStarted': [run.started, run.workers] = [e.at, Math.max(e.worker ?? 0, run.workers)]; break;
      case 'workerNamed': run.names[e.worker] = e.detail ?? ''; break;
      case 'phase':
        for (const phase of run.phases.filter(phase => phase.worker === e.worker))
          phase.to ??= e.at;
        if (e.detail != null)
          run.phases.push({ worker: e.worker, name: e.detail, from: e.at });
        break;
      case 'submitted': future.submitted = e.at; break;
      case 'started': [future.started, future.worker] = [e.at, e.worker]; break;
      case 'finished': [future.finished, future.status, future.image, future.detail] = [e.at, e.status, e.image, e.detail]; break;
      case 'received': future.received = e.at; run.received.push(future); break;
      case 'runFinished': endRun(run, 'finished', e.at); [run.outcome, run.detail] = [e.status, e.detail]; break;
    }
  }

  // Marks a future that a person has changed. An event without a run concerns every run in which the future has no outcome yet.
  function intervene(runs, e) {
    for (const run of runs.filter(run => run.futures[e.future] && run.futures[e.future].finished === undefined)) {
      run.version++;
      run.marks.push({ at: e.at, future: run.futures[e.future], row: e.future, text: race.interventions[e.seq] });
    }
  }

  function endRun(run, property, at) {
    run[property] = run.ended = at;
    run.version++;
    for (const phase of run.phases)
      phase.to ??= at;
  }

  // The bars of a run, computed from the fold.
  const kinds = { ok: 'succeeded', notFound: 'notFound', error: 'error', cancelled: 'cancelled' };
  const looks = { busy: 'busyPhase', waiting: 'pending', held: 'held' };
  const kindOf = future => kinds[future.status] ?? 'running';
  const lookOf = (run, name) => looks[(run.info.phases ?? []).find(phase => name.startsWith(phase.name))?.look] ?? 'otherPhase';

  function barsOf(run, byWorker) {
    if (byWorker || run.info.aside) {
      return [
        ...run.phases.map((phase, i) => {
          const kind = lookOf(run, phase.name);
          const name = logged(phase.name);
          const label = kind === 'otherPhase' || kind === 'busyPhase' ? name : undefined;
          return { key: -1 - i, row: phase.worker - 1, kind, from: phase.from, to: phase.to, name, label };
        }),
        ...run.futures.flatMap((future, i) => future.started === undefined ? [] : [workBar(run, future, i, future.worker - 1)]),
      ];
    }
    return run.futures.flatMap((future, i) => {
      const began = run.info.byHand || definition.items.length === 0 ? future.submitted : run.started;
      if (began === undefined)
        return [];
      const done = future.finished !== undefined;
      const bars = [{
        key: i, row: i, kind: future.started === undefined && done ? kindOf(future) : 'pending',
        from: began, to: future.started ?? future.finished ?? run.interrupted, name: logged(future.label),
      }];
      if (future.started !== undefined)
        bars.push(workBar(run, future, i, i));
      if (done && future.status !== 'cancelled' && (future.received === undefined || future.received > future.finished))
        bars.push({ key: i, row: i, kind: 'held', from: future.finished, to: future.received ?? run.ended, name: logged(future.label) });
      return bars;
    });
  }

  // The band below the rows of the workers shows the held results of a run in call order. Each result is in the first free slot. The C#
  // class HeldBand computes the same band.
  const hasBand = run => byWorker && !run.info.aside && !run.info.byHand && run.info.pooled && run.info.delivery === 'callOrder'
    && run.futures.length > 1 && run.futures.length <= race.band.maxFutures;

  function bandOf(run) {
    if (!hasBand(run))
      return { bars: [], slots: 0 };
    const freeAt = [];
    const bars = run.futures
      .map((future, key) => ({ key, future, from: future.finished, to: future.received ?? run.ended }))
      .filter(({ future, from }) => from !== undefined && future.status !== 'cancelled' && !(future.received <= from))
      .sort((one, other) => one.from - other.from)
      .map(({ key, future, from, to }) => {
        const free = freeAt.findIndex(at => at <= from);
        const row = free < 0 ? freeAt.length : free;
        freeAt[row] = to ?? Infinity;
        return { key, row, kind: 'held', from, to, name: logged(future.label), label: logged(future.label), inBand: true };
      })
      .filter(bar => bar.to === undefined || bar.to - bar.from >= race.band.minHeldMs);
    return { bars, slots: Math.max(race.band.minSlots, ...bars.map(bar => bar.row + 1)) };
  }

  const workBar = (run, future, i, row) => ({
    key: i, row, kind: kindOf(future), from: future.started, to: future.finished ?? run.interrupted,
    name: logged(future.label), label: logged(future.label), image: future.image,
    reason: future.detail == null ? null : logged(future.detail),
  });

  // The elements of the page.
  let byWorker = true;
  const percent = ms => 100 * ms / axis.end;
  const flag = image => {
    const img = create('img');
    img.src = pictures[image];
    img.alt = '';
    return img;
  };

  const lanes = definition.runs.map(info => {
    const section = create('section', 'lane');
    const head = create('header');
    const title = create('h2', '', info.title);
    const counts = create('span', 'counts');
    const clock = create('span', 'clock');
    const why = create('p', 'why');
    const plot = create('div', 'plot');
    const names = create('div', 'names');
    const area = create('div', 'area');
    const track = create('div', 'track');
    const marks = create('div');
    const now = create('div', 'now');
    const got = create('ol', 'got');
    got.dataset.title = say('receivedInOrder');
    section.setAttribute('aria-label', info.title);
    section.dataset.run = info.id;
    names.setAttribute('aria-hidden', 'true');
    head.append(title, counts, clock);
    area.append(track, marks, now);
    plot.append(names, area);
    section.append(head, why, plot);
    if (!info.aside)
      section.append(got);
    return { section, counts, clock, why, plot, names, area, track, marks, now, got, shown: 0, bars: new Map() };
  });

  // The slots of an event loop share one thread.
  const isLoop = run => run.info.workerKind === 'loopSlot';
  const workersOf = run => isLoop(run) ? say('thread', say(run.workers === 1 ? 'slot' : 'slots', run.workers))
    : say(run.workers === 1 ? 'worker' : 'workers', run.workers);

  function draw(run, lane) {
    const labels = (byWorker || run.info.aside
      ? Array.from({ length: run.workers }, (_, i) => run.names[i + 1] || (isLoop(run) ? `slot ${i + 1}` : `w${i + 1}`))
      : run.futures.map(future => future.label)).map(logged);
    const rowHeight = labels.length <= 24 ? 22 : labels.length <= 64 ? 16 : labels.length <= 130 ? 7 : 3;
    const band = bandOf(run);
    lane.plot.style.setProperty('--slots', band.slots);
    if (lane.labels !== labels.join('\n')) {
      lane.labels = labels.join('\n');
      lane.plot.classList.toggle('thin', rowHeight < 16);
      lane.plot.style.setProperty('--row', `${rowHeight}px`);
      lane.plot.style.setProperty('--rows', labels.length);
      lane.plot.style.setProperty('--band', race.band.rows);
      lane.area.style.height = `${(Math.max(labels.length, 1) + (hasBand(run) ? race.band.rows : 0)) * rowHeight}px`;
      lane.names.replaceChildren(
        ...labels.map(label => create('span', '', label)), ...(hasBand(run) ? [create('span', 'band', styles.held.word)] : []));
    }
    drawBars([...barsOf(run, byWorker), ...band.bars], lane);
    drawMarks(run, lane);
    drawReceived(run, lane);
    const count = status => run.futures.filter(future => future.status === status).length;
    const finished = run.futures.filter(future => future.finished !== undefined);
    const held = finished.filter(future => future.status !== 'cancelled' && future.received === undefined).length;
    lane.counts.textContent = run.info.aside ? run.info.summary : [
      workersOf(run), say('received', run.received.length, run.futures.length),
      held && say('held', held),
      count('notFound') && say('notFound', count('notFound')),
      count('error') && say(count('error') === 1 ? 'error' : 'errors', count('error')),
      count('cancelled') && say('cancelled', count('cancelled')),
      run.interrupted !== undefined && say('interrupted'),
      run.marks.length && say('changed', run.marks.length),
    ].filter(Boolean).join(' · ');
    lane.why.textContent = run.outcome === 'error' ? `⚠ ${say('endedEarly', logged(run.detail ?? ''))}` : '';
    lane.why.hidden = !lane.why.textContent;
    Object.assign(lane.section.dataset, { received: run.received.length, held, done: finished.length });
  }

  // All futures have a cell from the start, so that nothing moves when a result is received.
  function drawReceived(run, lane) {
    while (lane.got.childElementCount < run.futures.length)
      lane.got.append(cellOf());
    for (let i = Math.min(lane.shown, run.received.length); i < Math.max(lane.shown, run.received.length); i++)
      lane.got.children[i].replaceWith(cellOf(run.received[i]));
    lane.shown = run.received.length;
  }

  function cellOf(future) {
    if (!future) {
      const empty = create('li');
      empty.setAttribute('aria-hidden', 'true');
      return empty;
    }
    const bad = future.status !== 'ok';
    const cell = create('li', future.status === 'notFound' ? 'missing' : bad ? 'bad' : '');
    const label = logged(future.label);
    cell.title = label;
    if (pictures[future.image] && !bad)
      cell.append(flag(future.image), create('span', 'sr', label));
    else
      cell.append(label + (bad ? ` ${styles[kindOf(future)].sign}` : ''));
    return cell;
  }

  // Updates only the elements of bars that have changed.
  function drawBars(bars, lane) {
    const seen = new Set();
    for (const bar of bars) {
      const id = `${bar.key} ${bar.kind === 'held' && bar.key >= 0 ? `h${bar.inBand ? 'k' : ''}` : bar.label === undefined ? 'p' : 'w'}`;
      const version = [bar.kind, bar.row, bar.from, bar.to].join();
      seen.add(id);
      let element = lane.bars.get(id);
      if (element?.dataset.version === version)
        continue;
      if (!element) {
        lane.bars.set(id, element = create('div'));
        lane.track.append(element);
      }
      const style = styles[bar.kind];
      element.className = `b ${style.class}${bar.inBand ? ' k' : ''}`;
      Object.assign(element.dataset, { version, f: bar.key, sign: style.sign });
      element.style.setProperty('--r', bar.row);
      element.style.left = `${percent(bar.from)}%`;
      element.style.width = `${percent((bar.to ?? axis.end) - bar.from)}%`;
      const end = bar.to === undefined ? '…' : seconds(bar.to);
      element.title = `${bar.name}: ${style.word}, ${seconds(bar.from)} – ${end}${bar.reason ? ` (${bar.reason})` : ''}`;
      element.replaceChildren(...(bar.label === undefined ? [] : pictures[bar.image] ? [flag(bar.image), bar.label] : [bar.label]));
    }
    for (const [id, element] of lane.bars) {
      if (!seen.has(id)) {
        element.remove();
        lane.bars.delete(id);
      }
    }
  }

  // If a row is a worker, a future that was pending has no bar at the time of its mark. The mark is then at the start of the future's bar.
  function drawMarks(run, lane) {
    const shown = run.marks.filter(mark => !byWorker || mark.future.started !== undefined);
    lane.marks.replaceChildren(...shown.map(mark => {
      const element = create('i', 'mk');
      element.style.setProperty('--r', byWorker ? mark.future.worker - 1 : mark.row);
      element.style.left = `${percent(byWorker ? Math.max(mark.at, mark.future.started) : mark.at)}%`;
      element.title = mark.text;
      return element;
    }));
  }

  // The time that is shown, and the controls that change it.
  let t = race.end, playing = false, last = 0, state, announcedAt = -Infinity;
  const initialState = () => ({ seq: 0, next: 0, runs: definition.runs.map(newRun) });

  function show(redraw) {
    if (!state || (state.next > 0 && events[state.next - 1].at > t)) {
      state = initialState();
      redraw = true;
    }
    const before = state.runs.map(run => run.version);
    while (state.next < events.length && events[state.next].at <= t)
      apply(state, events[state.next++]);
    state.runs.forEach((run, i) => {
      const lane = lanes[i];
      if (redraw || run.version !== before[i])
        draw(run, lane);
      lane.now.style.left = `${percent(run.ended ?? t)}%`;
      lane.now.classList.toggle('ended', run.ended !== undefined);
      lane.clock.textContent = run.info.aside || run.started === undefined ? '' : seconds(Math.min(run.ended ?? t, t) - run.started);
    });
    $('time').value = t;
    $('time').setAttribute('aria-valuetext', say('time', seconds(t), state.seq, events.length));
    $('clock').textContent = say('clock', seconds(t), seconds(race.end));
    document.body.dataset.seq = state.seq;
  }

  function announce() {
    const counts = state.runs.filter(run => !run.info.aside)
      .map(run => say('progress', run.info.title, run.received.length, run.futures.length));
    $('said').textContent = `${seconds(t)}. ${counts.join('; ')}`;
  }

  function frame(at) {
    if (!playing)
      return;
    t = Math.min(race.end, t + (at - last) * Number($('speed').value));
    last = at;
    show();
    if (at - announcedAt > 3000) {
      announcedAt = at;
      announce();
    }
    if (t >= race.end)
      play(false);
    else
      requestAnimationFrame(frame);
  }

  function play(on) {
    playing = on;
    $('play').textContent = say(on ? 'pause' : 'play');
    if (!on)
      return announce();
    if (t >= race.end)
      t = 0;
    requestAnimationFrame(at => {
      last = at;
      frame(at);
    });
  }

  function seek(ms) {
    t = Math.min(Math.max(ms, 0), race.end);
    show();
    if (!playing)
      announce();
  }

  // Goes to the next or the previous event. Unless the parameter every is true, skips events that are no outcome: a future finishes, is
  // received or answers, or a run ends.
  function step(forward, every) {
    if (playing)
      play(false);
    const outcomes = ['finished', 'received', 'answered', 'runFinished'];
    const timesOf = list => list.map(e => e.at);
    const among = times => forward ? times.find(at => at > t) : times.findLast(at => at < t);
    const next = every ? undefined : among(timesOf(events.filter(e => outcomes.includes(e.kind))));
    seek(next ?? among(timesOf(events)) ?? (forward ? race.end : 0));
  }

  function changeSpeed(by) {
    const speed = $('speed');
    speed.selectedIndex = Math.min(Math.max(speed.selectedIndex + by, 0), speed.length - 1);
  }

  // The ticks above the slider, as on the page: outcomes above, and what was received below.
  for (const [name, ranges, top, height] of [
    ['got', race.ticks.received, 2, 1], ['ok', race.ticks.succeeded, 0, 2], ['bad', race.ticks.unsuccessful, 0, 3]]) {
    const path = document.createElementNS($('ticks').namespaceURI, 'path');
    path.setAttribute('class', name);
    path.setAttribute('d', ranges.map(({ first, count }) => `M${first} ${top}h${count}v${height}h-${count}z`).join(''));
    $('ticks').append(path);
  }
  $('time').max = race.end;
  $('time').addEventListener('input', () => seek($('time').valueAsNumber));
  $('play').addEventListener('click', () => play(!playing));
  $('back').addEventListener('click', event => step(false, event.shiftKey));
  $('next').addEventListener('click', event => step(true, event.shiftKey));
  for (const choice of document.querySelectorAll('[name=rows]')) {
    choice.addEventListener('change', () => {
      byWorker = choice.value === 'worker';
      show(true);
    });
  }
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey)
      return;
    const target = event.target;
    if (event.key === ' ' && !target.closest('button, select, [type=radio]')) {
      event.preventDefault();
      play(!playing);
    } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && !target.closest('select, [type=radio]')) {
      event.preventDefault();
      step(event.key === 'ArrowRight', event.shiftKey);
    } else if (event.key === ',' || event.key === '.') {
      changeSpeed(event.key === '.' ? 1 : -1);
    }
  });

  const longest = Math.max(
    2,
    ...definition.runs.map(info => logged(`${isLoop({ info }) ? 'slot ' : 'w'}${info.workers ?? 0}`).length),
    ...definition.items.map(item => logged(item).length),
    ...events.filter(e => e.kind === 'workerNamed').map(e => (e.detail ?? '').length));
  document.documentElement.style.setProperty('--labels', `${Math.min(14 + longest * 8, innerWidth < 640 ? 64 : 150)}px`);
  document.documentElement.style.setProperty('--tick', `${percent(axis.ticks[1]?.[0] ?? axis.end)}%`);
  const ticks = create('div', 'axis');
  ticks.setAttribute('aria-hidden', 'true');
  ticks.append(...axis.ticks.map(([ms, label]) => {
    const tick = create('span', percent(ms) > 95 ? 'end' : '', label);
    tick.style.left = `${percent(ms)}%`;
    return tick;
  }));
  $('lanes').append(ticks, ...race.lanes.map(number => lanes[number].section));
  show(true);
  announce();
})();
