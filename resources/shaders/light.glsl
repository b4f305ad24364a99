// Soft key light, sky light, a rim; everything in linear light and the eye's axes.

uniform vec3 key;         // towards the key light
uniform vec3 up;          // towards the sky
uniform vec3 background;

const float KEY = 1.0;
const float SKY = 0.48;
const float GLOSS = 0.05;
const float RIM = 0.16;

vec3 lit(vec3 colour, vec3 normal, vec3 to_eye) {
    float key_light = max(0.0, (dot(normal, key) + 0.3) / 1.3);
    float sky_light = mix(0.35, 1.0, 0.5 + 0.5 * dot(normal, up));
    float gloss = pow(max(0.0, dot(normal, normalize(key + to_eye))), 36.0);
    float rim = pow(1.0 - max(0.0, dot(normal, to_eye)), 3.0) * sky_light;
    vec3 diffuse = colour * (KEY * key_light * key_light + SKY * sky_light);
    return diffuse + GLOSS * gloss + RIM * rim * mix(colour, vec3(1.0), 0.25);
}

vec3 to_screen(vec3 light) {
    vec3 low = 12.92 * light;
    vec3 high = 1.055 * pow(max(light, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055;
    // Noise of half a step hides the bands that 8 bits would show in slow gradients.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    return mix(high, low, lessThan(light, vec3(0.0031308))) + (noise - 0.5) / 255.0;
}
