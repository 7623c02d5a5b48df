// What JupyterLab loads: a module-federation container by hand, so that no Node build is needed.
// The parts are ES modules beside this file; JupyterLab's own packages are taken from its share scope.
(() => {
  const here = document.currentScript.src;
  let scope = {};

  async function shared(name) {
    const versions = Object.values(scope[name] ?? {});
    if (!versions.length) throw new Error(`JupyterLab shares no ${name}`);
    return (await versions[0].get())();
  }

  const plugin = {
    id: 'coursekit:lesson',
    autoStart: true,
    async activate(app) {
      const { activate } = await import(new URL('./lesson.js', here).href);
      await activate(app, shared);
    },
  };

  (window._JUPYTERLAB ??= {}).coursekit = {
    init: async given => { scope = given; },
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
