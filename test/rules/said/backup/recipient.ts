import type { Said } from '../../said';

const noBackup: Said = { of: 'no backup', with: 'backup: none', says: [] };

export const backupRecipient: Readonly<Record<string, readonly Said[]>> = {
  'backup/recipients-missing': [
    { says: ['error at backup: no recipients for the secrets part; allowed: operator and rehearsal'] },
    noBackup,
    { of: 'both', with: '', says: [] },
  ],
  'backup/recipient-unreadable': [
    { says: ['error at backup.recipients.operator: operator is no certificate; allowed: one in PEM'] },
    {
      of: 'both',
      with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----", rehearsal: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
      says: [
        'error at backup.recipients.operator: operator is no certificate; allowed: one in PEM',
        'error at backup.recipients.rehearsal: rehearsal is no certificate; allowed: one in PEM',
      ],
    },
    noBackup,
    {
      of: 'a key that can not be encrypted to',
      with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nMIIBQjCB9aADAgECAhRuJKT+SxSGnvdfD5GWBm46bQVvUDAFBgMrZXAwFjEUMBIG\\nA1UEAwwLb3duIGVkMjU1MTkwIBcNMjYxMTI4MDQyODMyWhgPMjEyNjExMDQwNDI4\\nMzJaMBYxFDASBgNVBAMMC293biBlZDI1NTE5MCowBQYDK2VwAyEAWzfEHngZssLP\\nVKL/xYZkBU1XKEqYbET4GFTxwHcl1myjUzBRMB0GA1UdDgQWBBSW71BX08lbn0wT\\ngrqQTHorChPGvjAfBgNVHSMEGDAWgBSW71BX08lbn0wTgrqQTHorChPGvjAPBgNV\\nHRMBAf8EBTADAQH/MAUGAytlcANBAP+LFMnXRO7qU1v3ynyvytlAc90zJD0DwmJ9\\n7phNSVrzTafS/Rd8feIzzW0me7ml5OqyL+EMQFqAuvNF8SLtaAI=\\n-----END CERTIFICATE-----"}}',
      says: ['error at backup.recipients.operator: operator has a key of type ed25519; allowed: ec or rsa'],
    },
    {
      of: 'a key of another kind that can',
      with: 'backup: {recipients: {rehearsal: "-----BEGIN CERTIFICATE-----\\nMIIDBzCCAe+gAwIBAgIUGZnVoQ6W9ucr3wTiddVeOaK8sFowDQYJKoZIhvcNAQEL\\nBQAwEjEQMA4GA1UEAwwHb3duIHJzYTAgFw0yNjExMjgwNDI4MzNaGA8yMTI2MTEw\\nNDA0MjgzM1owEjEQMA4GA1UEAwwHb3duIHJzYTCCASIwDQYJKoZIhvcNAQEBBQAD\\nggEPADCCAQoCggEBAKYoAEMF57d+5Bz8OlhPaPMY1FEpOJZmaU85XVXNYgMOHWbq\\nTPEFZSM/lhXWxxl8End3EYAYrauWiXqah766Uoni60nW6h6sxOFFJpqcZZTU3VIV\\nwWU7DgG0IIG5pqXPgQOLLkv+xxVZZ61Kx7DhBZ6korgqb9j3rfT+SwL3jMJbdunG\\neonKUHxPYlQKDObz0eyNTXn1qRIaUKUKQs3+Bf5SRjTxABKGqPZoI+sq9AsT193l\\nNjdYEWpaQueSw6gTJ8L1KLay8TBNU5UQfPGFmRlhumncpBRqmTybGqsgzQpTWJ78\\n7ikMq90bc1f9pX6wyB6PzBYXB1b/h82TxW6XwtsCAwEAAaNTMFEwHQYDVR0OBBYE\\nFH7YDWxB0FPElr0y6NTqNhqaekIzMB8GA1UdIwQYMBaAFH7YDWxB0FPElr0y6NTq\\nNhqaekIzMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAIkT9ITA\\neCVMcB8gjUa2rNeuVpLhZ35ZY+MWld7pLqsP2/z8lRHs/dqc6Wn77EGt7CPzPae3\\n6aLoXSKLPy0ibtcSCJ0jbPLG8lGwH6Oe8cqU4A8YgixM5bKJU/U9YT+/EbtGboZi\\nn4KXwgMrDhoU82ii48jWg/PbjCWPva6hctbJ6eev5tS3xVp7RskhuSmtsKNIrsNs\\nvnOlpai97n9JU+uMyGWLsGDt1//CoGoobmPMpGFx0kwaYPmv8x0lmjFNhVSg3E5V\\nfvzhK7bnFqv5rZTgiGIUieUTqNpPP2EoBMN2JQDVJJLL/2XDV5iooDdeAH+hSXIo\\n+xfmPkmG21qsKuI=\\n-----END CERTIFICATE-----"}}',
      says: [],
    },
  ],
  'backup/recipients-equal': [
    { says: ["error at backup.recipients.rehearsal: the rehearsal's key is the operator's; allowed: two keys"] },
    { of: 'two', with: '', says: [] },
    {
      of: 'two that are none',
      with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----", rehearsal: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
      says: [],
    },
    noBackup,
  ],
  'backup/example-recipient': [
    {
      says: [
        "warning at backup.recipients: the shipped example's certificates (operator, rehearsal), whose keys nobody has; allowed: your own",
      ],
    },
    {
      of: 'one of them',
      with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nbm90\\n-----END CERTIFICATE-----"}}',
      says: [
        "warning at backup.recipients: the shipped example's certificates (rehearsal), whose keys nobody has; allowed: your own",
      ],
    },
    {
      of: 'own keys',
      with: 'backup: {recipients: {operator: "-----BEGIN CERTIFICATE-----\\nMIIBQjCB9aADAgECAhRuJKT+SxSGnvdfD5GWBm46bQVvUDAFBgMrZXAwFjEUMBIG\\nA1UEAwwLb3duIGVkMjU1MTkwIBcNMjYxMTI4MDQyODMyWhgPMjEyNjExMDQwNDI4\\nMzJaMBYxFDASBgNVBAMMC293biBlZDI1NTE5MCowBQYDK2VwAyEAWzfEHngZssLP\\nVKL/xYZkBU1XKEqYbET4GFTxwHcl1myjUzBRMB0GA1UdDgQWBBSW71BX08lbn0wT\\ngrqQTHorChPGvjAfBgNVHSMEGDAWgBSW71BX08lbn0wTgrqQTHorChPGvjAPBgNV\\nHRMBAf8EBTADAQH/MAUGAytlcANBAP+LFMnXRO7qU1v3ynyvytlAc90zJD0DwmJ9\\n7phNSVrzTafS/Rd8feIzzW0me7ml5OqyL+EMQFqAuvNF8SLtaAI=\\n-----END CERTIFICATE-----", rehearsal: "-----BEGIN CERTIFICATE-----\\nMIIDBzCCAe+gAwIBAgIUGZnVoQ6W9ucr3wTiddVeOaK8sFowDQYJKoZIhvcNAQEL\\nBQAwEjEQMA4GA1UEAwwHb3duIHJzYTAgFw0yNjExMjgwNDI4MzNaGA8yMTI2MTEw\\nNDA0MjgzM1owEjEQMA4GA1UEAwwHb3duIHJzYTCCASIwDQYJKoZIhvcNAQEBBQAD\\nggEPADCCAQoCggEBAKYoAEMF57d+5Bz8OlhPaPMY1FEpOJZmaU85XVXNYgMOHWbq\\nTPEFZSM/lhXWxxl8End3EYAYrauWiXqah766Uoni60nW6h6sxOFFJpqcZZTU3VIV\\nwWU7DgG0IIG5pqXPgQOLLkv+xxVZZ61Kx7DhBZ6korgqb9j3rfT+SwL3jMJbdunG\\neonKUHxPYlQKDObz0eyNTXn1qRIaUKUKQs3+Bf5SRjTxABKGqPZoI+sq9AsT193l\\nNjdYEWpaQueSw6gTJ8L1KLay8TBNU5UQfPGFmRlhumncpBRqmTybGqsgzQpTWJ78\\n7ikMq90bc1f9pX6wyB6PzBYXB1b/h82TxW6XwtsCAwEAAaNTMFEwHQYDVR0OBBYE\\nFH7YDWxB0FPElr0y6NTqNhqaekIzMB8GA1UdIwQYMBaAFH7YDWxB0FPElr0y6NTq\\nNhqaekIzMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAIkT9ITA\\neCVMcB8gjUa2rNeuVpLhZ35ZY+MWld7pLqsP2/z8lRHs/dqc6Wn77EGt7CPzPae3\\n6aLoXSKLPy0ibtcSCJ0jbPLG8lGwH6Oe8cqU4A8YgixM5bKJU/U9YT+/EbtGboZi\\nn4KXwgMrDhoU82ii48jWg/PbjCWPva6hctbJ6eev5tS3xVp7RskhuSmtsKNIrsNs\\nvnOlpai97n9JU+uMyGWLsGDt1//CoGoobmPMpGFx0kwaYPmv8x0lmjFNhVSg3E5V\\nfvzhK7bnFqv5rZTgiGIUieUTqNpPP2EoBMN2JQDVJJLL/2XDV5iooDdeAH+hSXIo\\n+xfmPkmG21qsKuI=\\n-----END CERTIFICATE-----"}}',
      says: [],
    },
  ],
};
