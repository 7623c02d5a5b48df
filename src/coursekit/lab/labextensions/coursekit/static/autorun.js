// Runs a lesson as soon as its kernel answers, again after every restart, and says what is happening meanwhile.
export class Autorun {
  constructor({ shared, panel, context, page, lesson, bar }) {
    Object.assign(this, { shared, panel, context, page, lesson, bar, running: false, ran: false, again: false, lost: false, allowed: false });
  }

  get session() { return this.panel.sessionContext; }

  async start() {
    const { page, bar } = this;
    bar.say(page.words.starting);
    this.allowed = this.isShippedCode() || (await bar.ask(page.words.changed, page.words.run_changed, page.words.read_only));
    if (!this.allowed) {
      bar.say(page.words.not_run);
      return;
    }
    bar.say(page.words.starting);
    this.session.statusChanged.connect((_, status) => this.onStatus(status));
    this.session.connectionStatusChanged.connect((_, status) => this.onConnection(status));
    await this.session.ready;
    await this.run();
  }

  // A lesson runs by itself only if its code is the shipped code, compared as text: hashing is not there on plain http.
  isShippedCode() {
    const shipped = this.lesson?.code;
    const cells = this.codeCells().map(cell => cell.model.sharedModel.getSource());
    return Array.isArray(shipped) && shipped.length === cells.length && shipped.every((code, n) => code === cells[n]);
  }

  codeCells() { return this.panel.content.widgets.filter(cell => cell.model.type === 'code'); }

  onConnection(status) {
    if (status !== 'connected' && this.allowed && !this.lost) this.stall(this.page.words.disconnected);
    if (status === 'connected' && this.ran && !this.lost && !this.running) this.comeAlive();
  }

  // A kernel that went away loses every widget; once a new one answers the lesson runs again and the record fills it.
  async onStatus(status) {
    const gone = ['restarting', 'autorestarting', 'terminating', 'dead'].includes(status);
    const anew = status === 'starting' && this.ran && !this.running; // restarted by somebody else: no more is heard
    if (!gone && !anew) return;
    this.stall(this.page.words.restarting);
    if (this.lost) return;
    this.lost = true;
    if (status === 'dead') await this.revive();
    await this.answers();
    this.lost = false;
    if (this.running) this.again = true;
    else await this.run();
  }

  async answers() {
    for (let tries = 0; tries < 120; tries += 1) {
      const kernel = this.session.session?.kernel;
      const late = new Promise((_, failed) => { setTimeout(() => failed(new Error('no answer yet')), 5000); });
      try {
        if (kernel?.connectionStatus === 'connected' && kernel.status !== 'dead') {
          await Promise.race([kernel.requestKernelInfo(), late]);
          return;
        }
      } catch (error) {
        console.warn('coursekit:', error.message);
      }
      await new Promise(done => { setTimeout(done, 250); });
    }
    this.bar.say(this.page.words.no_kernel);
  }

  async revive() {
    try {
      if (this.session.session?.kernel) await this.session.session.kernel.restart();
      else await this.session.startKernel();
    } catch (error) {
      console.error(error);
      this.bar.say(this.page.words.no_kernel);
    }
  }

  stall(words) {
    this.panel.content.node.classList.add('ck-stalled');
    this.bar.say(words);
  }

  comeAlive() {
    this.panel.content.node.classList.remove('ck-stalled');
    this.bar.alive();
  }

  async run() {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    const { CodeCell } = await this.shared('@jupyterlab/cells');
    try {
      do {
        this.again = false;
        for (const cell of this.codeCells()) {
          const area = cell.outputArea?.node;
          if (area) area.style.minHeight = `${area.offsetHeight}px`; // the static face must not collapse under the reader
          await CodeCell.execute(cell, this.session);
          if (area) requestAnimationFrame(() => setTimeout(() => { area.style.minHeight = ''; }, 1500));
          if (this.lost || this.again) break;
        }
      } while (this.again);
      this.ran = true;
      if (!this.lost) this.comeAlive();
    } catch (error) {
      // Interrupted by a restart: onStatus runs the lesson again when the new kernel answers.
      console.warn('coursekit: the run was interrupted', error);
    } finally {
      this.running = false;
      this.context.model.dirty = false; // outputs are the page's own, never the file's
    }
  }
}
