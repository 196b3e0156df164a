// Filters, copying and keys. Every page is complete without this script, and shows no control that needs it.
(() => {
  "use strict";

  /** An element with attributes (functions are listeners) and children. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== undefined));
    return element;
  };
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const counted = (count) => `${count.toLocaleString("en")} event${count === 1 ? "" : "s"}`;
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // ---- Copying ----

  const copy = async (button, text) => {
    const bar = button.parentElement;
    const label = button.dataset.label;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard on file:// and plain http: a selected field to copy from.
      const field = bar.querySelector("textarea") || bar.appendChild(make("textarea", { readonly: true }));
      field.setAttribute("aria-label", label);
      field.rows = Math.min(8, text.split("\n").length);
      field.value = text;
      field.focus();
      field.select();
      return;
    }
    const status = bar.querySelector("[role=status]");
    button.textContent = status.textContent = "Copied";
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  };

  const bibtex = ({ id, title, site, when, updated }, address) => {
    const plain = (text) => text.replace(/[\\{}]/g, "").replace(/[&%$#_~^]/g, "\\$&");
    const fields = { title: `{${plain(title)}}`, howpublished: plain(site), note: plain(when), url: address, date: updated };
    const lines = Object.entries(fields).filter(([, value]) => value).map(([name, value]) => `  ${name} = {${value}}`);
    return `@misc{${id},\n${lines.join(",\n")}\n}`;
  };

  const csl = ({ id, title, site, when, edtf, updated }, address) => {
    const parts = (day) => ({ "date-parts": [day.split("-").map(Number)] });
    const happened = /^\d{4}(-\d\d){0,2}$/.test(edtf) ? parts(edtf) : { literal: when };
    const entry = { id, type: "webpage", title, "container-title": site, "event-date": happened, URL: address };
    return JSON.stringify([updated ? { ...entry, issued: parts(updated) } : entry], null, 1);
  };

  const asText = (cite, address) => {
    const words = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const passage = document.querySelector(".tl-source blockquote").cloneNode(true);
    for (const neighbour of all(".tl-near", passage)) neighbour.remove();
    const said = all("p", passage).map((paragraph) => paragraph.textContent.trim()).filter(Boolean).join("\n");
    return [`${words(".tl-date")}: ${cite.dataset.title}`, said && `“${said}”`, words(".tl-source .tl-from"), address].filter(Boolean).join("\n");
  };

  const addCopying = (cite) => {
    const link = cite.querySelector("a");
    // Where the publisher named no address, it is the one the page was opened at.
    const address = link.textContent.includes("://") ? link.textContent : link.href;
    link.textContent = address;
    const offers = {
      "Copy link": () => address,
      "Copy as text": () => asText(cite, address),
      "Copy citation": () => cite.textContent.trim(),
      BibTeX: () => bibtex(cite.dataset, address),
      "CSL-JSON": () => csl(cite.dataset, address),
    };
    const buttons = Object.entries(offers).map(([label, text]) =>
      make("button", { type: "button", "data-label": label, click: (event) => copy(event.currentTarget, text()) }, label),
    );
    cite.before(make("div", { class: "tl-buttons" }, ...buttons, make("span", { role: "status", class: "tl-unseen" })));
    // As wide with "Copied" as with its name, or the row would jump.
    for (const button of buttons) button.style.minWidth = `${Math.ceil(button.getBoundingClientRect().width)}px`;
  };

  // ---- Filters ----

  const LABELS = { words: "words", who: "who", where: "where", outlet: "outlet", status: "status", from: "from", to: "to", exact: "exact days only" };
  const named = ([name, value]) => (name === "exact" ? LABELS.exact : `${LABELS[name]}: ${value}`);
  const SHOWN = 100; // rows of a list that is made here, before a reader asks for more

  // A script of data and not JSON: a page that lies on a disk may load the one, and not the other.
  const loading = {};
  window.timelineData = {};
  const load = (address) => {
    const file = address.replace(/.*\//, "");
    return (loading[file] ??= new Promise((done, failed) => {
      window.timelineData[file] = done;
      document.head.append(make("script", { src: address, error: () => failed(delete loading[file]) }));
    }));
  };

  /** The first and the last day of "2024", "2024-05" or "2024-05-24", counted from 1970; nothing for what is none. */
  const period = (text) => {
    const [, year, month, day] = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(text.trim()) ?? [];
    if (!year) return undefined;
    const at = (y, m, d) => new Date(0).setUTCFullYear(y, m, d) / 864e5;
    const first = at(+year, (month ?? 1) - 1, +(day ?? 1));
    const isReal = new Date(first * 864e5).getUTCMonth() === (month ?? 1) - 1;
    if (!isReal) return undefined;
    return [first, day ? first : (month ? at(+year, +month, 1) : at(+year + 1, 0, 1)) - 1];
  };

  class Filter {
    constructor(place) {
      this.place = place;
      this.state = [...new URLSearchParams(location.search)].filter(([name, value]) => name in LABELS && value);
      this.toggle = make("button", { type: "button", "aria-expanded": "false", click: () => this.open(!this.form || this.form.hidden) }, place.dataset.label);
      this.status = make("p", { role: "status", class: "tl-shown" });
      this.ways = make("div", { class: "tl-buttons tl-ways" });
      this.chips = make("ul", { class: "tl-chips" });
      place.querySelector("div").append(make("div", { class: "tl-buttons" }, this.toggle), this.chips, this.status, this.ways);
      place.hidden = false;
      // Who comes by the address of a cut wants its events, not the fields.
      if (this.state.length) this.open(false);
    }

    async open(shown) {
      this.toggle.setAttribute("aria-expanded", shown);
      if (!this.form) {
        try {
          await (this.ready ??= this.prepare());
        } catch {
          this.ready = undefined;
          this.status.textContent = "The list of who, where and when could not be loaded.";
          return;
        }
        if (this.state.length) this.apply();
      }
      this.form.hidden = this.toggle.getAttribute("aria-expanded") !== "true";
      if (shown && !this.state.length) this.form.querySelector("input").focus();
    }

    async prepare() {
      this.facts = await load(this.place.dataset.facts);
      const { ids } = this.facts;
      this.indexes = new Map(ids.match(/.{7}/g)?.map((id, index) => [id, index]));
      this.rows = new Map();
      // Rows that stand on the page are hidden and shown; a page that has them not lists what fits.
      this.makesRows = this.place.dataset.rows !== undefined;
      if (!this.makesRows)
        for (const row of all("ol.tl > li[id]")) if (this.indexes.has(row.id)) this.rows.set(this.indexes.get(row.id), row);
      this.scope = this.makesRows ? [...this.indexes.values()].slice(0, this.facts.dated) : [...this.rows.keys()];
      this.form = this.fields();
      this.chips.before(this.form);
    }

    fields() {
      const field = (name, label, input) => make("label", {}, make("span", {}, label), Object.assign(input, { name }));
      const listed = (name, label) => {
        const counts = this.counts(name);
        if (!counts.length) return [];
        const list = make("datalist", { id: `tl-${name}` }, ...counts.map(([value, count]) => make("option", { value }, counted(count))));
        const take = (event) => {
          const typed = event.type === "input" && event.inputType && event.inputType !== "insertReplacementText";
          if (!typed && event.target.value.trim()) this.add(name, event.target.value.trim(), event.target);
        };
        return [field(name, label, make("input", { list: list.id, autocomplete: "off", input: take, change: take })), list];
      };
      const chosen = (name, label) => {
        const counts = this.counts(name);
        if (counts.length < 2) return [];
        const options = counts.map(([value, count]) => make("option", { value }, `${value} (${count})`));
        return [field(name, label, make("select", { change: ({ target }) => this.set(name, target.value) }, make("option", { value: "" }, "any"), ...options))];
      };
      const day = (name, label) =>
        field(name, label, make("input", { placeholder: "2024 or 2024-05-24", autocomplete: "off", change: ({ target }) => this.setDay(name, target) }));
      const words = make("input", { type: "search", autocomplete: "off", input: ({ target }) => this.later(() => this.set("words", target.value.trim())) });
      const isDated = this.scope.some((index) => index < this.facts.dated);
      const parts = [field("words", this.makesRows ? "Words of the title" : "Words", words), ...listed("who", "Who"), ...listed("where", "Where")];
      parts.push(...chosen("outlet", "Outlet"), ...chosen("status", "Status"));
      if (isDated) {
        const exact = make("input", { type: "checkbox", name: "exact", change: ({ target }) => this.set("exact", target.checked ? "1" : "") });
        parts.push(day("from", "From"), day("to", "To"), make("label", { class: "tl-check" }, exact, make("span", {}, "Exact days only")));
      }
      return make("form", { class: "tl-fields", "aria-label": "Filter", submit: (event) => event.preventDefault() }, ...parts);
    }

    /** The values that the events here have, the most frequent first, with their number. */
    counts(name) {
      const found = new Map();
      for (const index of this.scope) for (const value of this.facts.of[name][index]) found.set(value, (found.get(value) ?? 0) + 1);
      const named = [...found].map(([value, count]) => [this.facts[name][value], count]);
      return named.sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    }

    later(act) {
      clearTimeout(this.timer);
      this.timer = setTimeout(act, 150);
    }

    set(name, value) {
      this.change([...this.state.filter(([other]) => other !== name), ...(value ? [[name, value]] : [])]);
    }

    setDay(name, input) {
      const wrong = input.value.trim() && !period(input.value);
      input.setAttribute("aria-invalid", Boolean(wrong));
      if (wrong) this.status.textContent = `“${input.value.trim()}” is no year, month or day; write 2024, 2024-05 or 2024-05-24.`;
      else this.set(name, input.value.trim());
    }

    add(name, value, input) {
      input.value = "";
      if (!this.state.some(([other, same]) => other === name && same === value)) this.change([...this.state, [name, value]]);
    }

    change(state) {
      this.state = state;
      const address = new URL(location.href);
      for (const name of Object.keys(LABELS)) address.searchParams.delete(name);
      for (const [name, value] of state) address.searchParams.append(name, value);
      history.replaceState(history.state, "", address);
      this.apply();
    }

    /** Whether an event fits, as a function of its index. */
    test([name, value]) {
      const { of, first, days, sure, dated } = this.facts;
      const last = (index) => (days[index] === null ? Infinity : (first[index] ?? 0) + days[index]);
      switch (name) {
        case "words": {
          const wanted = folded(value).split(/\s+/);
          return (index) => wanted.every((word) => this.text(index).includes(word));
        }
        case "exact":
          return (index) => sure[index] === "1";
        case "from":
        case "to": {
          const [begin, end] = period(value) ?? [-Infinity, Infinity];
          // It fits a period in which it can have happened.
          return (index) => index < dated && (name === "from" ? last(index) >= begin : (first[index] ?? -Infinity) <= end);
        }
        default: {
          const names = this.facts[name].map(folded);
          const same = names.indexOf(folded(value));
          const fits = new Set(same >= 0 ? [same] : names.flatMap((other, at) => (other.includes(folded(value)) ? [at] : [])));
          return (index) => of[name][index].some((at) => fits.has(at));
        }
      }
    }

    text(index) {
      this.texts ??= [];
      return (this.texts[index] ??= folded(this.makesRows ? this.titles[index][2] : this.rows.get(index).textContent));
    }

    fitting(state) {
      const tests = state.map((part) => this.test(part));
      return this.scope.filter((index) => tests.every((test) => test(index)));
    }

    async apply() {
      await this.ready;
      const state = this.state;
      if (this.makesRows && state.some(([name]) => name === "words")) await this.fetchTitles(this.scope);
      if (state !== this.state) return;
      const found = this.fitting(state);
      const isOn = state.length > 0;
      document.documentElement.classList.toggle("tl-filtering", isOn);
      this.fill();
      this.say(found, isOn);
      if (this.makesRows) await this.list(isOn ? found : [], state);
      else this.hide(new Set(found), isOn);
    }

    /** The fields and the chips say what is on. */
    fill() {
      const now = Object.fromEntries(this.state);
      for (const input of this.form.elements)
        if (input.type === "checkbox") input.checked = Boolean(now.exact);
        else if (input !== document.activeElement && !["who", "where"].includes(input.name)) input.value = now[input.name] ?? "";
      const chip = (part, index) => {
        const label = named(part);
        const take = () => {
          this.change(this.state.filter((_, at) => at !== index));
          (this.chips.querySelectorAll("button")[index] ?? this.toggle).focus();
        };
        return make("li", {}, make("button", { type: "button", "aria-label": `Take off ${label}`, click: take }, label, make("span", { "aria-hidden": "true" }, " ×")));
      };
      this.chips.replaceChildren(...this.state.map(chip));
    }

    /** How many are shown, and the ways on: everything, the same elsewhere, and where nothing fits what does without one of the filters. */
    say(found, isOn) {
      const number = (count) => count.toLocaleString("en");
      const shown = `${number(found.length)} of ${number(this.scope.length)} shown`;
      this.status.textContent = isOn ? `${shown}${found.length ? "" : ": no event fits all of this"}.` : "";
      const button = (label, state) => make("button", { type: "button", click: () => (this.change(state), this.toggle.focus()) }, label);
      const ways = isOn ? [button(`Show all ${counted(this.scope.length)}`, [])] : [];
      if (isOn && !found.length)
        this.state.forEach((part, index) => {
          const rest = this.state.filter((_, at) => at !== index);
          const count = rest.length ? this.fitting(rest).length : 0;
          if (count) ways.unshift(button(`Without ${named(part)} (${number(count)})`, rest));
        });
      const whole = this.place.dataset.whole;
      if (isOn && whole) ways.push(make("a", { href: `${whole}${location.search}` }, "The same in the whole timeline"));
      this.ways.replaceChildren(...ways);
    }

    hide(found, isOn) {
      for (const [index, row] of this.rows) row.hidden = !found.has(index);
      for (const gap of all("ol.tl > .tl-gap")) gap.hidden = isOn;
      for (const month of all(".tl-month")) {
        const count = all("ol.tl > li[id]:not([hidden])", month).length;
        const small = month.querySelector("h2 small");
        small.dataset.whole ??= small.textContent;
        small.textContent = isOn ? `${count} of ${small.dataset.whole}` : small.dataset.whole;
        month.hidden = isOn && !count;
      }
    }

    // ---- Where the page itself has no rows ----

    async fetchTitles(indexes) {
      this.titles ??= [];
      const { size } = this.facts;
      const files = [...new Set(indexes.map((index) => Math.floor(index / size)))];
      const loaded = await Promise.all(files.map((file) => load(`${this.place.dataset.rows}${file}.js`)));
      loaded.forEach((rows, at) => rows.forEach((row, index) => (this.titles[files[at] * size + index] = row)));
    }

    async list(found, state, most = SHOWN) {
      const shown = found.slice(0, most);
      await this.fetchTitles(shown);
      if (state !== this.state) return;
      this.results ??= this.place.parentElement.insertBefore(make("div", { class: "tl-results" }), this.place.nextSibling);
      this.results.hidden = !shown.length;
      const more = found.length > most && make("button", { type: "button", click: () => this.list(found, state, most + SHOWN) }, `Show ${Math.min(SHOWN, found.length - most)} more`);
      this.results.replaceChildren(make("ol", { class: "tl tl-spine" }, ...shown.map((index) => this.row(index))), ...(more ? [make("div", { class: "tl-buttons" }, more)] : []));
    }

    row(index) {
      const [when, machine, title, flags] = this.titles[index];
      const id = this.facts.ids.slice(index * 7, index * 7 + 7);
      const [, weekday, day] = /^(\w+day) (\d.*)/.exec(when) ?? [];
      const said = day ? [make("span", { class: "tl-weekday" }, weekday), " ", make("span", { class: "tl-nb" }, day)] : [when];
      const date = make("div", { class: "tl-when" }, make("time", machine ? { datetime: machine } : {}, ...said), ...(flags ? [" ", make("span", { class: "tl-flag" }, flags)] : []));
      const outlets = this.facts.of.outlet[index].map((at) => this.facts.outlet[at]).join("; ");
      const link = make("a", { href: this.place.dataset.event.replace("*", id) }, title);
      const what = make("div", { class: "tl-what" }, make("h3", {}, link), make("p", { class: "tl-from" }, outlets));
      return make("li", { class: this.facts.sure[index] === "1" ? "tl-day" : "tl-less" }, make("article", {}, date, what));
    }
  }

  // ---- Keys ----

  const KEYS = { j: "The next event", k: "The event before", f: "Filter", c: "Copy the link of this event", s: "Search", h: "Home", "?": "These keys" };
  const stored = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("timeline-keys", value);
      return localStorage.getItem("timeline-keys");
    } catch {
      return null; // a browser that keeps nothing
    }
  };

  const showKeys = () => {
    let dialog = document.querySelector(".tl-keys");
    if (!dialog) {
      const list = Object.entries(KEYS).flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]);
      const on = make("input", { type: "checkbox", change: ({ target }) => stored(target.checked ? "on" : "off") });
      on.checked = stored() !== "off";
      dialog = make("dialog", { class: "tl-keys md-typeset", "aria-labelledby": "tl-keys" },
        make("h2", { id: "tl-keys" }, "Keys"), make("dl", {}, ...list), make("label", {}, on, " Listen to these keys"),
        make("form", { method: "dialog", class: "tl-buttons" }, make("button", {}, "Close")));
      document.body.append(dialog);
    }
    dialog.showModal();
  };

  /** Go to the event after or before: on a list by focus, on an event's page by following its link. */
  const step = (by) => {
    const near = document.querySelector(`.md-content a[rel=${by > 0 ? "next" : "prev"}]`);
    if (near) return near.click();
    const titles = all("ol.tl > li h3 a").filter((link) => link.getClientRects().length);
    const at = titles.findIndex((link) => link.closest("li").contains(document.activeElement));
    const below = titles.findIndex((link) => link.getBoundingClientRect().top > 60);
    const next = at >= 0 ? at + by : by > 0 ? below : (below < 0 ? titles.length : below) - 1;
    return titles[next]?.focus();
  };

  const pressed = (event) => {
    const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping || event.key.length > 1) return;
    const isOpen = document.querySelector(".tl-keys[open]");
    const acts = {
      j: () => step(1),
      k: () => step(-1),
      f: filter && (() => filter.open(true).then(() => filter.form.querySelector("input").focus())),
      c: () => document.querySelector(".tl-buttons [data-label='Copy link']")?.click(),
      h: () => document.querySelector("a.md-logo")?.click(),
      "?": showKeys,
    };
    if (stored() === "off" || isOpen) {
      // The theme's keys are off with ours; the list itself stays within reach by its button.
      if (event.key !== " ") event.stopImmediatePropagation();
    } else if (acts[event.key]) {
      event.preventDefault();
      event.stopImmediatePropagation();
      acts[event.key]();
    }
  };
  window.addEventListener("keydown", pressed, true);

  // ---- Every page ----

  let filter;
  const ready = () => {
    document.documentElement.classList.remove("tl-filtering");
    document.querySelector(".md-search")?.setAttribute("aria-label", "Search");
    for (const cite of all(".tl-cite")) if (!cite.previousElementSibling) addCopying(cite);
    const foot = document.querySelector(".md-footer-meta__inner");
    if (foot && !foot.querySelector(".tl-buttons"))
      foot.append(make("div", { class: "tl-buttons" }, make("button", { type: "button", click: showKeys }, "Keys")));
    const place = document.querySelector(".tl-filter");
    if (!place || place !== filter?.place) filter = place ? new Filter(place) : undefined;
  };

  // The theme's own signal, which also comes after it has changed pages without loading one.
  window.document$ ? window.document$.subscribe(ready) : ready();
})();
