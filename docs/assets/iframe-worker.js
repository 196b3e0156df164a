// In a copy without a server browsers start no worker, so the search runs in a hidden frame that answers as a worker does.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      frame.srcdoc = "<!doctype html><title>Search</title>";
      this.ready = new Promise((resolve) => {
        frame.addEventListener("load", async () => {
          const inside = frame.contentWindow;
          const load = (source) => new Promise((loaded, failed) => {
            const script = inside.document.createElement("script");
            script.src = source;
            script.onload = loaded;
            script.onerror = failed;
            inside.document.head.append(script);
          });
          inside.postMessage = (data) => this.answer(data);
          // A worker waits for the scripts that it asks for, one after the other.
          inside.importScripts = (...sources) => sources.reduce((done, source) => done.then(() => load(source)), Promise.resolve());
          await load(address);
          resolve(inside);
        }, { once: true });
      });
      document.body.append(frame);
    }

    answer(data) {
      const message = new MessageEvent("message", { data });
      this.dispatchEvent(message);
      this.onmessage?.(message);
    }

    async postMessage(data) {
      const inside = await this.ready;
      inside.dispatchEvent(new inside.MessageEvent("message", { data }));
    }

    terminate() {}
  };
}
