/** What a frame answers when a page asks for what cannot be. */
export const enProtocol = {
  unknownMethod: (name: string) => `There is no method “${name}”.`,
  wantsCount: (name: string) => `“${name}” has to be a whole number from 1 to 1 000 000 000.`,
  stepsOrEpochs: 'Give steps or epochs, not both.',
  wantsPath: 'The path has to be a text such as "optimizer.learningRate".',
  wantsJson: (name: string) =>
    `“${name}” has to be JSON, nested at most 32 deep and at most 256 kB long.`,
  wantsState: 'A state is what getState gave, or {spec} with a Spec that names its data.',
  wantsFormat: (a: string, b: string) => `The format has to be “${a}” or “${b}”.`,
  wantsView: 'The view has to be named by a text.',
  readOnly:
    'A page without an origin of its own may read and listen. To change what is shown it has to say so: steer.',
  tooMany: 'Too many requests are waiting for their answers.',
  lesson: 'A lesson is shown: it has experiments of its own, and none that could be steered.',
  noEngine: 'The engine is not running.',
  noPicture: 'There is no such picture to take just now.',
  noStopRule: 'The Spec has no stop rule: give steps or epochs.',
  notSaved: 'The state could not be saved.',
};
