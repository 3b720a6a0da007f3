/** Every word that an embed says beside those of the views that it shows. */
export const enEmbed = {
  // --- the frame ------------------------------------------------------------------------------------
  frame: {
    label: 'Fall Line',
    named: (title: string) => `Fall Line: ${title}`,
    open: 'Fall Line',
    openHelp: 'Open this experiment in Fall Line, in a tab of its own',
    views: 'Views',
    controls: 'Controls',
    loading: 'Loading the engine …',
    loadingLesson: 'Loading the lesson …',
    openLesson: 'Open this lesson in Fall Line, in a tab of its own',
    preparing: 'Preparing data and network …',
    facts: (source: string, network: string, method: string) =>
      `${source} · ${network} · ${method}`,
    rate: (value: string) => `rate ${value}`,
    fingerprint: 'Fingerprint of the parameters',
    failedView: 'This view could not be loaded.',
    unfit: (view: string) => `“${view}” cannot show these data.`,
    picture: 'Picture of the result',
    tabs: {
      network: 'Network',
      data: 'Data',
      training: 'Training',
      inside: 'Inside',
      loss: 'Loss',
    },
    result: 'Result',
    loss: 'Loss',
    log: 'log',
    logHelp: 'Logarithmic vertical axis',
    dismiss: 'Dismiss the message',
    more: (count: number) => (count === 1 ? 'and one more' : `and ${count} more`),
  },

  // --- transport ------------------------------------------------------------------------------------
  transport: {
    label: 'Training',
    play: 'Play',
    pause: 'Pause',
    step: 'One step',
    epochStep: 'One epoch',
    finish: 'To the end',
    reset: 'Back to the start',
    newStart: 'New start from another seed',
    epoch: 'epoch',
    parts: { train: 'training', validation: 'validation', test: 'test' },
    speed: 'Speed',
  },

  // --- what is wrong with the keys ------------------------------------------------------------------
  remarks: {
    unknown: (key: string) => `“${key}” is no key of an embed.`,
    value: (key: string, value: string) => `“${value}” cannot be for “${key}”.`,
    twice: (key: string) => `“${key}” stands twice; the first counts.`,
    place: (value: string) =>
      `Another place of Fall Line (“${value}”) cannot be embedded; its experiment is shown.`,
    nothing: (name: string) => `“${name}” is nothing that could be hidden or locked.`,
    wanted: (list: string) => `There are ${list}.`,
  },

  // --- what cannot work, and what to ask for --------------------------------------------------------
  failure: {
    title: 'Fall Line cannot run in this frame',
    sandbox:
      'The page around it keeps it in a sandbox that does not let it start its worker. Ask whoever ' +
      'runs that page for sandbox="allow-scripts allow-same-origin", or for no sandbox.',
    worker:
      'This browser or the page around it does not allow workers. Ask for a content security ' +
      'policy with worker-src for the address of Fall Line, and for a frame without a sandbox.',
    wasm:
      'WebAssembly is switched off or too old here. Some security settings of browsers switch it ' +
      'off for each site (Lockdown Mode, enhanced security); any browser from 2023 on can run it.',
    policy:
      'A content security policy forbids WebAssembly. Ask whoever hosts Fall Line for script-src ' +
      "'self' 'wasm-unsafe-eval'.",
    network:
      'The engine could not be fetched. In a sandbox without allow-same-origin the host of Fall ' +
      'Line has to send Access-Control-Allow-Origin: *; otherwise the connection is to blame.',
    other: 'The engine did not start.',
  },
};
