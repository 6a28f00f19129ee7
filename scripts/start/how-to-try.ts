/**
 * Lines to copy into another terminal once everything is up.
 * @param sidecarUrl where the started sidecar listens; undefined when somebody else's is used.
 */
export function howToTry(edgeUrl: string, sidecarUrl: string | undefined): string {
  return `
  Speech as raw samples, and three players that take them (in place of -o, a pipe into one plays it as it is made):
    curl -sN ${edgeUrl}/api/tts/stream -H 'content-type: application/json' -o speech.pcm \\
      -d '{"service":"vibevoice","text":"The first words play while the last are still being made."}'
    ffplay -autoexit -f s16le -ar 48000 speech.pcm
    aplay -f S16_LE -r 48000 -c 1 speech.pcm
    play -t raw -e signed -b 16 -r 48000 -c 1 speech.pcm

  Another model and another voice, as a WAV file that any player takes:
    curl -sN ${edgeUrl}/api/tts/stream -H 'content-type: application/json' -o speech.wav \\
      -d '{"service":"chatterbox","text":"Hello there.","format":"wav"}'

  EchoTTS, whose tokens the sidecar decodes${sidecarUrl === undefined ? '' : ` (itself at ${sidecarUrl})`}; OpenAI's voices work with every model:
    curl -sN ${edgeUrl}/api/tts/stream -H 'content-type: application/json' -o echo.wav \\
      -d '{"service":"echotts","voice":"onyx","text":"These words came as tokens.","format":"wav"}'

  Qwen TTS, which makes whole clips, heard sentence by sentence all the same; it knows languages and pitches:
    curl -sN ${edgeUrl}/tts/stream -H 'content-type: application/json' -o qwen.wav \\
      -d '{"speaker":"Vivian","language":"English","pitch":1.1,"text":"This is one clip. And this is the next one."}'

  Ctrl-C ends everything.`;
}
