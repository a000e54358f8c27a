import {ref} from 'vue';

const query = window.matchMedia('(max-width: 640px)');
export const narrow = ref(query.matches);
query.addEventListener('change', (event) => (narrow.value = event.matches));
