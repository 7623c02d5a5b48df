// All that travels with each widget. The cards' code is fetched once per page: by the course's page extension while the
// kernel starts, or, in any other front end, from the kernel.
const page = (globalThis.coursekit ??= {});

function fromKernel(model, what) {
  return new Promise(done => {
    const hear = (content, buffers) => {
      if (content.here !== what) return;
      model.off('msg:custom', hear);
      const bytes = buffers[0];
      done(URL.createObjectURL(new Blob([bytes.buffer ?? bytes], { type: 'text/javascript' })));
    };
    model.on('msg:custom', hear);
    model.send({ do: 'send', what });
  });
}

export default {
  async render({ model, el }) {
    page.cards ??= fromKernel(model, 'cards').then(url => import(url));
    page.plotly ??= () => (page.plotlyFromKernel ??= fromKernel(model, 'plotly').then(url => new Promise(done => {
      const tag = Object.assign(document.createElement('script'), { src: url, onload: () => done(globalThis.Plotly) });
      document.head.append(tag);
    })));
    const { render } = await page.cards;
    return render({ model, el, plotly: page.plotly });
  },
};
