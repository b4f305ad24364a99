// Soft key light, sky light, a rim; everything in linear light and the eye's axes.

uniform vec3 key;         // towards the key light
uniform vec3 up;          // towards the sky
uniform vec3 background;

const float KEY = 1.0;
const float SKY = 0.48;
const float GLOSS = 0.05;
const float RIM = 0.16;

float to_the_32nd(float x) {
    float x2 = x * x, x4 = x2 * x2, x8 = x4 * x4, x16 = x8 * x8;
    return x16 * x16;
}

vec3 lit(vec3 colour, vec3 normal, vec3 to_eye) {
    float key_light = max(0.0, (dot(normal, key) + 0.3) / 1.3);
    float sky_light = mix(0.35, 1.0, 0.5 + 0.5 * dot(normal, up));
    float gloss = to_the_32nd(max(0.0, dot(normal, normalize(key + to_eye))));
    float grazing = 1.0 - max(0.0, dot(normal, to_eye));
    float rim = grazing * grazing * grazing * sky_light;
    vec3 diffuse = colour * (KEY * key_light * key_light + SKY * sky_light);
    return diffuse + GLOSS * gloss + RIM * rim * mix(colour, vec3(1.0), 0.25);
}

// A square root is near enough to the curve of sRGB, and costs little where there is no graphics card.
vec3 to_screen(vec3 light) {
    // Noise of half a step hides the bands that 8 bits would show in slow gradients.
    float noise = fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715))));
    return sqrt(light) + (noise - 0.5) / 255.0;
}
